"""Numbers of Indonesia, read through the service that the country pack offers."""

from collections.abc import Mapping
from typing import Any

from dapur.services.identifiers import NATIONAL_ID, PLACE_OF_BUSINESS, TAX_NUMBER, Identifiers, ReadIdentifier
from tests.cases.kinds import Bench, Kinds


async def _read(bench: Bench, kind: str, text: str) -> ReadIdentifier:
    identifiers = (await (await bench.actor()).reader()).find(Identifiers)
    assert identifiers is not None
    return identifiers.read(kind, text)


def _said(read: ReadIdentifier, *facts: str) -> dict[str, Any]:
    return {
        "valid": not read.reason,
        "kind": read.form,
        "reason": read.reason or None,
        **{name: read.facts.get(name) for name in facts},
    }


async def npwp(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """A tax number in any of its forms."""
    return _said(await _read(bench, TAX_NUMBER, given["npwp"]), "npwp16")


async def npwp_format(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """How people write it."""
    return {"text": (await _read(bench, TAX_NUMBER, given["npwp15"])).text}


async def nik(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """A population number and what it says."""
    return _said(await _read(bench, NATIONAL_ID, given["nik"]), "birth_date", "sex")


async def nitku(bench: Bench, given: Mapping[str, Any]) -> dict[str, Any]:
    """A place of business."""
    return _said(await _read(bench, PLACE_OF_BUSINESS, given["nitku"]), "npwp16", "branch", "head_office")


KINDS: Kinds = {"npwp": npwp, "npwp_format": npwp_format, "nik": nik, "nitku": nitku}
