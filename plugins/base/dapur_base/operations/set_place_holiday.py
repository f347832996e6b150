"""Days off of a place, entered once for every calendar that lies there."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from dapur.contract import Choice, Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.calendar_events import CalendarChanged

KINDS = (Choice("public", _("Public holiday")), Choice("joint_leave", _("Joint leave")))
PLACE = Annotated[int, Shown(_("Region"), reference="base.places")]


class SetPlaceHoliday(Form):
    """A day off of a place."""

    place: PLACE
    day: Annotated[date, Shown(_("Date"))]
    kind: Annotated[Literal["public", "joint_leave"], Shown(_("Kind"), kind="choice", choices=KINDS)] = "public"
    name: Annotated[str, StringConstraints(min_length=1, max_length=100), Shown(_("Name"))]
    source: Annotated[
        str, StringConstraints(max_length=200), Shown(_("Source"), hint=_("The decree, for example Surat Edaran Gubernur 4/2026"))
    ] = ""


class PlaceTouched(Result):
    """The place, the day, and how many calendars lie there."""

    id: int
    day: date
    calendars: int


@operation(
    "base.set_place_holiday",
    title=_("Set a day off of the region"),
    permission="base.calendar.manage",
    audit_verb=_("set a day off of the region"),
)
async def set_place_holiday(work: Work, form: SetPlaceHoliday) -> PlaceTouched:
    """Make a date a day off of a place: it is off in every calendar there that follows such days."""
    known = await work.value("select id from base.place where company_id = %s and id = %s", work.scope.company, form.place)
    if known is None:
        raise NotFound(field="place")
    await work.run(
        "insert into base.place_holiday (company_id, place_id, day, kind, name, source) values (%s, %s, %s, %s, %s, %s)"
        " on conflict (company_id, place_id, day) do update set kind = excluded.kind, name = excluded.name,"
        " source = excluded.source",
        *(work.scope.company, form.place, form.day, form.kind, form.name, form.source),
    )
    return await _touched(work, form.place, form.day)


class RemovePlaceHoliday(Form):
    """A day off of a place."""

    place: PLACE
    day: Annotated[date, Shown(_("Date"))]


@operation(
    "base.remove_place_holiday",
    title=_("Remove a day off of the region"),
    permission="base.calendar.manage",
    audit_verb=_("removed a day off of the region"),
)
async def remove_place_holiday(work: Work, form: RemovePlaceHoliday) -> PlaceTouched:
    """Take a day off of a place back; calendars there work on it again."""
    gone = await work.value(
        "delete from base.place_holiday where company_id = %s and place_id = %s and day = %s returning id",
        *(work.scope.company, form.place, form.day),
    )
    if gone is None:
        raise NotFound(_("The region has no day off of its own then. Choose a date of the list."), field="day")
    return await _touched(work, form.place, form.day)


async def _touched(work: Work, place: int, day: date) -> PlaceTouched:
    """Tell of every calendar that lies in the place."""
    rows = await work.rows(
        "select c.id from base.calendar c join base.place p on p.company_id = c.company_id and p.id = c.place_id"
        " join base.place o on o.company_id = c.company_id and o.id = %s"
        " where c.company_id = %s and base.lies_in(p.code, o.code) order by c.id",
        *(place, work.scope.company),
    )
    for row in rows:
        work.emit(CalendarChanged(row["id"], day))
    return PlaceTouched(id=place, day=day, calendars=len(rows))
