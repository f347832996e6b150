"""Rooms, vehicles and things that are booked."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, Refused, Shown, _, operation
from dapur.operations.work import Work
from dapur_administration.operations.save_office import CODE, NAME, Saved, save_row
from dapur_administration.rules.equipment import pieces

KINDS = (Choice("room", _("Room")), Choice("vehicle", _("Vehicle")), Choice("equipment", _("Equipment")))
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3])[:.][0-5]\d$|^24[:.]00$")]
EQUIPMENT = Annotated[str, StringConstraints(max_length=500)]
ROOM = Annotated[int, Shown(_("Room or vehicle"), reference="administration.rooms")]


class SaveRoom(Form):
    """A room. Without `id` a new one is made. buffer: minutes that stay free after each booking."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: Annotated[CODE, Shown(_("Code"), kind="code")]
    name: Annotated[NAME, Shown(_("Name"))]
    kind: Annotated[Literal["room", "vehicle", "equipment"], Shown(_("Kind"), choices=KINDS)] = "room"
    office_id: Annotated[int, Shown(_("Office"), reference="administration.offices", hint=_("Its clock is the room's"))]
    seats: Annotated[int | None, Field(ge=1, le=100_000), Shown(_("Seats"))] = None
    equipment: Annotated[EQUIPMENT, Shown(_("Equipment"), width="wide", hint=_("With commas between: projector, whiteboard"))] = (
        ""
    )
    opens: Annotated[Clock, Shown(_("Booked from"), hint=_("For example 07:00"))] = "07:00"
    closes: Annotated[Clock, Shown(_("Booked until"), hint=_("For example 20:00"))] = "20:00"
    buffer: Annotated[int, Field(ge=0, le=1440), Shown(_("Minutes free after a booking"))] = 0
    needs_confirmation: Annotated[bool, Shown(_("Bookings wait for confirmation"))] = False
    is_closed: Annotated[bool, Shown(_("No longer used"))] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


# A longer buffer never reaches into the next booking: those stand already.
HOLD = """
    update administration.booking b set held = tstzrange(n.starts, greatest(n.ends,
        least(n.ends + make_interval(mins => %s::int), coalesce(n.next, 'infinity'))))
    from (select id, starts, ends, lead(starts) over (order by starts) as next from administration.booking
          where company_id = %s and room_id = %s and state = 'confirmed') n
    where b.company_id = %s and b.id = n.id and b.ends > %s
"""


@operation(
    "administration.save_room",
    title=_("Save room or vehicle"),
    permission="administration.room.manage",
    audit_verb=_("saved the room"),
    conflicts={
        "room_code_key": ("code", "ADMINISTRATION_CODE_TAKEN", _("This code is taken. Choose another.")),
        "room_company_id_office_id_fkey": (
            "office_id", "ADMINISTRATION_OFFICE_UNKNOWN", _("There is no such office. Choose one from the list.")
        ),
    },
)  # fmt: skip
async def save_room(work: Work, form: SaveRoom) -> Saved:
    """Add or change a room. A new buffer holds for coming bookings as far as the next one leaves room."""
    facts = form.model_dump(exclude={"id", "version", "opens", "closes"})
    facts |= {"opens": minutes(form.opens), "closes": minutes(form.closes), "equipment": pieces(form.equipment)}
    if facts["opens"] >= facts["closes"]:
        raise Refused("ADMINISTRATION_HOURS_TURNED", _("A room closes after it opens. Change the hours."), field="closes")
    saved = await save_row(work, "administration.room", form.id, form.version, facts)
    if form.id is not None:
        company = work.scope.company
        await work.run(HOLD, form.buffer, company, form.id, company, work.now)
    return saved


def minutes(clock: str) -> int:
    """Minutes of the day of a time like 07:30."""
    return int(clock[:2]) * 60 + int(clock[3:])
