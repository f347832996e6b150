"""A department that exists only in tests: slips of several lines that must add up to zero, kept as notices."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import (
    BatchResult,
    Conflict,
    Form,
    Import,
    ImportColumn,
    Operation,
    Permission,
    PluginInfo,
    Refused,
    Result,
    Shown,
    hookimpl,
    operation,
)
from dapur.operations.work import Work
from dapur.queries.reader import Reader

ACCOUNTS = {"kas": 1, "bank": 2, "beban": 3}


class SlipLine(Form):
    """A line."""

    account_id: Annotated[int, Shown("Account")]
    amount: Annotated[Decimal, Field(decimal_places=2, max_digits=18), Shown("Amount", kind="money")]


class Slip(Form):
    """A slip of lines."""

    reference: Annotated[str, Field(min_length=1), Shown("Reference")]
    on: Annotated[date, Shown("Date")]
    lines: Annotated[list[SlipLine], Field(min_length=1), Shown("Lines")]


class Slipped(Result):
    """Whether it was there."""

    number: str
    existing: bool = False


class Slips(Form):
    """Many."""

    records: list[Slip]


@operation("probe.keep_slip", title="Keep slip", permission="probe.keep")
async def keep_slip(work: Work, form: Slip) -> Slipped:
    """Keep a slip once; the same reference with other content is a conflict."""
    return Slipped(number=f"S-{form.reference}", existing=await _keep(work, form, ""))


@operation("probe.keep_slips", title="Keep slips", permission="probe.keep")
async def keep_slips(work: Work, form: Slips) -> BatchResult:
    """Keep many; says at which one it stops."""
    existing = [await _keep(work, slip, f"records.{n}.") for n, slip in enumerate(form.records)]
    return BatchResult(existing=existing, titles=[f"S-{slip.reference}" for slip in form.records])


async def _keep(work: Work, slip: Slip, at: str) -> bool:
    if sum(line.amount for line in slip.lines) != 0:
        raise Refused("UNBALANCED", "The lines do not add up to zero.", field=f"{at}lines")
    content = slip.model_dump_json()
    known = await work.row(
        "select data from core.notice where company_id = %s and kind = 'slip' and message = %s",
        work.scope.company,
        slip.reference,
    )
    if known is not None:
        if known["data"]["content"] != content:
            raise Conflict("REFERENCE_REUSED", "It was kept with other content.", field=f"{at}reference")
        return True
    await work.run(
        "insert into core.notice (company_id, user_id, kind, message, data) values (%s, %s, 'slip', %s, %s::jsonb)",
        work.scope.company,
        work.actor,
        slip.reference,
        json.dumps({"content": content}),
    )
    return False


async def prepare(reader: Reader, options: Any) -> Mapping[str, int]:
    """Accounts by name."""
    return ACCOUNTS


def read(rows: Sequence[Mapping[str, Any]], accounts: Mapping[str, int]) -> Mapping[str, Any]:
    """The rows of a slip."""
    for number, row in enumerate(rows):
        if row["account"] not in accounts:
            raise Refused("ACCOUNT_UNKNOWN", f"There is no account {row['account']}.", field=f"{number}.account")
    lines = [{"account_id": accounts[row["account"]], "amount": row["amount"]} for row in rows]
    return {"reference": rows[0]["reference"], "on": rows[0]["on"], "lines": lines}


COLUMNS = (
    ImportColumn("reference", Shown("Reference"), required=True, aliases=("nomor",), example="A-1"),
    ImportColumn("on", Shown("Date", kind="date"), required=True, aliases=("tanggal",), example="2026-11-02"),
    ImportColumn("account", Shown("Account"), required=True, aliases=("akun",), example="kas", fields=("account_id",)),
    ImportColumn("amount", Shown("Amount", kind="money"), required=True, aliases=("jumlah",), example="1500"),
)


@hookimpl
def describe_plugin() -> PluginInfo:
    """Always on."""
    return PluginInfo("probe", "Probe", "1", always_on=True)


@hookimpl
def register_permissions() -> Sequence[Permission]:
    """One."""
    return (Permission("probe.keep", "Keep slips", ("administrator",)),)


@hookimpl
def register_operations() -> Sequence[Operation]:
    """One and many."""
    return (keep_slip, keep_slips)


@hookimpl
def register_imports() -> Sequence[Import]:
    """The same with and without its batch operation."""
    common: dict[str, Any] = {"prepare": prepare, "group": "reference", "reference": "reference"}
    return (
        Import("probe.slips", "Slips", "probe.keep", COLUMNS, keep_slip, read, batch=keep_slips, **common),
        Import("probe.single", "Slips one by one", "probe.keep", COLUMNS, keep_slip, read, **common),
    )
