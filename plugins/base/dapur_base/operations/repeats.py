"""Parties that are here already: the same tax number, a name that is nearly the same."""

from collections.abc import Sequence
from typing import Any

from dapur.contract import Refused, _
from dapur.operations.work import Work
from dapur_base.rules.names import are_near

MOST_COMPARED = 200


async def refuse_repeat(work: Work, own: int | None, name: str, kind: str, tax_numbers: Sequence[str]) -> None:
    """Raise Refused when another party looks the same. The way to go on is the field `is_different`."""
    rows = await work.rows(
        'with typed as (select base.name_key(%s) as key, left(base.name_key(%s), 3) collate "C" as start)'
        " select p.id, p.name, p.name_key, p.kind, typed.key, p.tax_key <> '' and p.tax_key = any (%s) as same_number"
        " from base.party p, typed where p.company_id = %s and p.id is distinct from %s and p.merged_into_id is null"
        " and ((typed.start <> '' and p.name_key >= typed.start and p.name_key < typed.start || '\U0010ffff')"
        "      or (p.tax_key <> '' and p.tax_key = any (%s)))"
        " order by same_number desc, p.name_key = typed.key desc, p.id limit %s",
        *(name, name, list(tax_numbers), work.scope.company, own, list(tax_numbers), MOST_COMPARED),
    )
    found = next((row for row in rows if row["same_number"] or _is_near(row, kind)), None)
    if found is None:
        return
    if found["same_number"]:
        words = _('{name} has this tax number. Open it, or tick "It is somebody else" and save again.')
        raise Refused("BASE_PARTY_LOOKS_KNOWN", words.fill(name=found["name"]), field="is_different", party=found["id"])
    words = _('{name} looks the same. Open it, or tick "It is somebody else" and save again.')
    raise Refused("BASE_PARTY_LOOKS_KNOWN", words.fill(name=found["name"]), field="is_different", party=found["id"])


def _is_near(row: dict[str, Any], kind: str) -> bool:
    """People often have names alike, so only the same name counts; organisations seldom."""
    if kind == "person" or row["kind"] == "person":
        return bool(row["key"]) and row["name_key"] == row["key"]
    return are_near(row["name_key"], row["key"])
