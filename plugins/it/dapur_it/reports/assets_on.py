"""Who held which device on a day."""

from datetime import date
from typing import Annotated, Any

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, _
from dapur.language.dates import format_date
from dapur.queries.reader import Reader
from dapur_it.words import ASSET_KINDS

HELD = """
    select a.id, a.code, a.name, p.name, h.from_day, h.to_day, a.kind from it.holding h
    join it.asset a on a.company_id = h.company_id and a.id = h.asset_id
    join base.party p on p.company_id = h.company_id and p.id = h.holder_id
    where h.company_id = %s and h.from_day <= %s and (h.to_day is null or h.to_day > %s) order by p.name, a.code
"""
COLUMNS = (
    Column("code", _("Code"), "code", phone=1),
    Column("name", _("Name"), "text", phone=2),
    Column("holder", _("Holder"), "text", phone=1),
    Column("kind", _("Kind"), "status", choices=ASSET_KINDS),
    Column("from_day", _("From"), "date", phone=2),
    Column("to_day", _("Until"), "date"),
)


class OnDay(Form):
    """The day; today when left out."""

    day: Annotated[date | None, Shown(_("On the day"))] = None


async def build(reader: Reader, form: OnDay) -> Sheet:
    """One row a device that somebody held."""
    day = form.day or reader.today
    rows = await reader.rows(HELD, reader.scope.company, day, day)
    return Sheet(
        _("Devices on a day"),
        COLUMNS,
        [
            ReportRow((code, name, holder, kind, first, last), links={"code": f"it/assets/{asset}"}, key=str(asset))
            for asset, code, name, holder, first, last, kind in rows
        ],
        head=((_("On the day"), format_date(day, reader.scope.language)),),
    )


async def initial(reader: Reader) -> dict[str, Any]:
    """Today."""
    return {"day": reader.today}


ASSETS_ON = Report(
    "it.assets_on", _("Devices on a day"), "it.inventory.read", OnDay, build, "Who held which device on any day, past or today."
)
