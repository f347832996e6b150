"""A seat of a licence is taken, given back, or comes free by itself."""

from datetime import date
from typing import Annotated, Any

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_it.operations.save_licence import LICENCE

ROUNDS = 3
FREE = """
        select s.id from it.seat s join it.licence_purchase p on p.company_id = s.company_id and p.id = s.purchase_id
        where s.company_id = %s and s.licence_id = %s and s.taken_at is null and not s.is_burnt
          and p.from_day <= %s and (p.to_day is null or p.to_day >= %s)
"""
TAKE = """
    update it.seat set holder_id = %s, asset_id = %s, taken_at = %s
    where company_id = %s and id = ({free} order by p.to_day desc nulls first, s.id limit 1 for update of s {how})
    returning id
"""
SKIPPING, WAITING = TAKE.format(free=FREE, how="skip locked"), TAKE.format(free=FREE, how="")
IS_FREE = f"select exists ({FREE})"
TWICE = _("A seat of this licence is taken there already.")


class TakeSeat(Form):
    """Who or what takes it: a person or a device, as the licence says."""

    id: LICENCE
    holder_id: Annotated[int | None, Shown(_("Person"), kind="reference", reference="it.holders")] = None
    asset_id: Annotated[int | None, Shown(_("Device"), kind="reference", reference="it.assets")] = None


class SeatTaken(Result):
    """The licence and the seat."""

    id: int
    seat_id: int


@operation(
    "it.take_seat",
    title=_("Take a seat"),
    permission="it.inventory.manage",
    audit_verb=_("took a seat"),
    conflicts={
        "seat_of_person": ("holder_id", "IT_HAS_SEAT", TWICE),
        "seat_of_device": ("asset_id", "IT_HAS_SEAT", TWICE),
        "seat_company_id_holder_id_fkey": ("holder_id", "IT_PARTY_UNKNOWN", _("There is no such person here. Choose another.")),
        "seat_company_id_asset_id_fkey": ("asset_id", "IT_ASSET_UNKNOWN", _("There is no such asset. Choose another.")),
    },
)
async def take_seat(work: Work, form: TakeSeat) -> SeatTaken:
    """Take a free seat that is paid for today; the one whose term lasts longest. Whoever comes at once gets another one."""
    await _need_fitting(work, form)
    free = (work.scope.company, form.id, work.today, work.today)
    taken = (form.holder_id, form.asset_id, work.now, work.scope.company, *free)
    seat = await work.value(SKIPPING, *taken)
    for _round in range(ROUNDS):
        # What others hold right now may come free yet; where nothing is, nobody waits.
        if seat is not None or not await work.value(IS_FREE, *free):
            break
        seat = await work.value(WAITING, *taken)
    if seat is not None:
        return SeatTaken(id=form.id, seat_id=seat)
    raise Refused("IT_NO_FREE_SEAT", _("No seat is free. Buy more, or have one given back."), field="id")


async def _need_fitting(work: Work, form: TakeSeat) -> None:
    """Raises NotFound, Refused (IT_SEAT_NEEDS_PERSON, IT_SEAT_NEEDS_DEVICE)."""
    sql = "select bound_to from it.licence where company_id = %s and id = %s"
    bound = await work.value(sql, work.scope.company, form.id)
    if bound is None:
        raise NotFound(_("There is no such licence. Choose another."), field="id")
    if bound == "person" and (form.holder_id is None or form.asset_id is not None):
        raise Refused("IT_SEAT_NEEDS_PERSON", _("A seat of this licence belongs to a person. Choose one."), field="holder_id")
    if bound == "device" and (form.asset_id is None or form.holder_id is not None):
        raise Refused("IT_SEAT_NEEDS_DEVICE", _("A seat of this licence belongs to a device. Choose one."), field="asset_id")


class GiveBackSeat(Form):
    """Which seat."""

    id: Annotated[int, Shown(_("Seat"), kind="reference", reference="it.seats")]


class SeatGivenBack(Result):
    """The seat, its licence, and whether it is used up."""

    id: int
    licence_id: int
    is_burnt: bool


GIVE_BACK = """
    update it.seat s set holder_id = null, asset_id = null, taken_at = null, ends_on = null, is_burnt = not l.is_reassignable
    from it.licence l where l.company_id = s.company_id and l.id = s.licence_id and s.company_id = %s and s.taken_at is not null
"""


@operation("it.give_back_seat", title=_("Give back"), permission="it.inventory.manage", audit_verb=_("gave a seat back"))
async def give_back_seat(work: Work, form: GiveBackSeat) -> SeatGivenBack:
    """Give a seat back. One that may not be passed on is used up."""
    sql = GIVE_BACK + " and s.id = %s returning s.id, s.licence_id, s.is_burnt"
    row = await work.row(sql, work.scope.company, form.id)
    if row is None:
        raise NotFound(_("Nobody has this seat."), field="id")
    return SeatGivenBack(**row)


async def free_device_seats(work: Work, asset: int) -> None:
    """What is installed on a device goes with it."""
    await work.run(GIVE_BACK + " and s.asset_id = %s", work.scope.company, asset)


async def seats_of_person(work: Work, party: int) -> list[dict[str, Any]]:
    """The seats that a person has: id and licence's name."""
    return await work.rows(
        "select s.id, s.licence_id, l.name from it.seat s join it.licence l on l.company_id = s.company_id and l.id = s.licence_id"
        " where s.company_id = %s and s.holder_id = %s order by l.name",
        *(work.scope.company, party),
    )


async def end_person_seats(work: Work, party: int, last_day: date) -> None:
    """The seats of somebody who leaves come free: now, or after their last day."""
    if last_day <= work.today:
        await work.run(GIVE_BACK + " and s.holder_id = %s", work.scope.company, party)
        return
    await work.run(
        "update it.seat set ends_on = %s where company_id = %s and holder_id = %s", last_day, work.scope.company, party
    )


class TendSeats(Form):
    """No input: today decides."""


class SeatsTended(Result):
    """How many came free, and how many moved to a purchase that still runs."""

    freed: int
    moved: int


RUN_OUT = """
    select s.id, s.licence_id, s.holder_id, s.asset_id from it.seat s
    join it.licence_purchase p on p.company_id = s.company_id and p.id = s.purchase_id
    where s.company_id = %s and s.taken_at is not null and p.to_day < %s order by s.id for update of s
"""


@operation("it.tend_seats", title=_("Tend the seats"), permission="it.inventory.manage", audit_verb=_("tended the seats"))
async def tend_seats(work: Work, _form: TendSeats) -> SeatsTended:
    """Free the seats of people who have left; move whoever sits on a purchase that has run out to one that still runs."""
    freed = await work.rows(GIVE_BACK + " and s.ends_on < %s returning s.id", work.scope.company, work.today)
    moved = 0
    for row in await work.rows(RUN_OUT, work.scope.company, work.today):
        moved += await _move(work, row)
    return SeatsTended(freed=len(freed), moved=moved)


async def _move(work: Work, row: dict[str, Any]) -> int:
    """Give the seat back and take one that runs; without one it stays, and the licence shows that it is short."""
    company, day = work.scope.company, work.today
    free = await work.value(
        "select s.id from it.seat s join it.licence_purchase p on p.company_id = s.company_id and p.id = s.purchase_id"
        " where s.company_id = %s and s.licence_id = %s and s.taken_at is null and not s.is_burnt and p.from_day <= %s"
        " and (p.to_day is null or p.to_day >= %s) order by s.id limit 1 for update of s skip locked",
        *(company, row["licence_id"], day, day),
    )
    if free is None:
        return 0
    await work.run(GIVE_BACK + " and s.id = %s", company, row["id"])
    await work.run(
        "update it.seat set holder_id = %s, asset_id = %s, taken_at = %s where company_id = %s and id = %s",
        *(row["holder_id"], row["asset_id"], work.now, company, free),
    )
    return 1
