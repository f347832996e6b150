"""Offices: places with an address and a clock of their own."""

from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched

CODE = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=r"^[^{}\s]+$")]
NAME = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class SaveOffice(Form):
    """An office. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[CODE, Shown(_("Code"), kind="code")]
    name: Annotated[NAME, Shown(_("Name"))]
    zone: Annotated[
        str, StringConstraints(min_length=1, max_length=60), Shown(_("Time zone"), hint=_("For example Asia/Jakarta"))
    ] = "Asia/Jakarta"
    address: Annotated[str, StringConstraints(max_length=500), Shown(_("Address"), kind="note")] = ""
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class Saved(Result):
    """What was saved."""

    id: int
    version: int


@operation(
    "administration.save_office",
    title=_("Save office"),
    permission="administration.office.manage",
    audit_verb=_("saved the office"),
    conflicts={"office_code_key": ("code", "ADMINISTRATION_CODE_TAKEN", _("This code is taken. Choose another."))},
)
async def save_office(work: Work, form: SaveOffice) -> Saved:
    """Add or change an office. Letters written there take their day from its clock."""
    need_zone(form.zone)
    facts = {"code": form.code, "name": form.name, "zone": form.zone, "address": form.address, "is_closed": form.is_closed}
    return await save_row(work, "administration.office", form.id, form.version, facts)


def need_zone(zone: str) -> ZoneInfo:
    """The clock of a place. Raises Refused (ADMINISTRATION_ZONE_UNKNOWN)."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        sentence = _("There is no time zone {zone}. Write it like Asia/Jakarta.").fill(zone=zone)
        raise Refused("ADMINISTRATION_ZONE_UNKNOWN", sentence, field="zone") from None


async def save_row(work: Work, table: str, number: int | None, version: int | None, facts: dict[str, Any]) -> Saved:
    """Insert a row of these facts, or change the one with this number. `table` and the names are fixed by the caller.

    Raises NotFound, and Conflict when the row has another version.
    """
    names, values = ", ".join(facts), list(facts.values())
    if number is None:
        marks = ", ".join(["%s"] * len(values))
        sql = f"insert into {table} (company_id, {names}) values (%s, {marks}) returning id, version"
        row = await work.row(sql, work.scope.company, *values)
    else:
        places = ", ".join(f"{name} = %s" for name in facts)
        sql = (
            f"update {table} set {places}, version = version + 1"
            " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, version"
        )
        row = await work.row(sql, *values, work.scope.company, number, version, version)
    if row is None:
        raise await untouched(work, table, number or 0)
    return Saved(**row)
