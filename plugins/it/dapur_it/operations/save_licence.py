"""A licence, and the seats that were bought for it."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_it.operations.save_asset import COST
from dapur_it.operations.save_queue import NAME, VERSION
from dapur_it.words import BOUND_TO

LICENCE = Annotated[int, Shown(_("Licence"), kind="reference", reference="it.licences")]


class SaveLicence(Form):
    """A licence. Without id a new one; what its seats are bound to, and whether they may be passed on, stays."""

    id: Annotated[int | None, Shown(_("Licence"), kind="hidden")] = None
    version: VERSION = 0
    name: NAME
    publisher: Annotated[str, StringConstraints(max_length=200), Shown(_("Publisher"))] = ""
    bound_to: Annotated[Literal["person", "device"], Shown(_("A seat belongs to"), choices=BOUND_TO)] = "person"
    is_reassignable: Annotated[bool, Shown(_("Seats may be passed on"))] = True
    note: Annotated[str, StringConstraints(max_length=4000), Shown(_("Note"), kind="note")] = ""


class LicenceSaved(Result):
    """The licence."""

    id: int
    version: int


@operation(
    "it.save_licence",
    title=_("Save licence"),
    permission="it.inventory.manage",
    audit_verb=_("saved the licence"),
    conflicts={"licence_name_key": ("name", "IT_LICENCE_EXISTS", _("Another licence has this name. Choose another."))},
)
async def save_licence(work: Work, form: SaveLicence) -> LicenceSaved:
    """Note a licence. Its seats are bought separately."""
    if form.id is None:
        row = await work.row(
            "insert into it.licence (company_id, name, publisher, note, bound_to, is_reassignable)"
            " values (%s, %s, %s, %s, %s, %s) returning id, version",
            *(work.scope.company, form.name, form.publisher, form.note, form.bound_to, form.is_reassignable),
        )
    else:
        row = await work.row(
            "update it.licence set name = %s, publisher = %s, note = %s, version = version + 1"
            " where company_id = %s and id = %s and version = %s returning id, version",
            *(form.name, form.publisher, form.note, work.scope.company, form.id, form.version),
        )
    if row is None:
        raise await untouched(work, "it.licence", form.id or 0)
    return LicenceSaved(**row)


class BuySeats(Form):
    """A purchase: so many seats, from a day through a day (for ever when left out). Purchases may overlap."""

    id: LICENCE
    seats: Annotated[int, Field(ge=1, le=100_000), Shown(_("Seats"))]
    from_day: Annotated[date | None, Shown(_("From"))] = None
    to_day: Annotated[date | None, Shown(_("Last day"))] = None
    reference: Annotated[str, StringConstraints(max_length=100), Shown(_("Order or contract"))] = ""
    cost: Annotated[COST | None, Shown(_("Cost"), kind="money")] = None


class SeatsChanged(Result):
    """The licence, and how many seats it has now."""

    id: int
    total: int


@operation(
    "it.buy_seats",
    title=_("Buy seats"),
    permission="it.inventory.manage",
    audit_verb=_("bought seats"),
    conflicts={"licence_purchase_order": ("to_day", "IT_TERM_ENDS_FIRST", _("The term ends before it begins."))},
)
async def buy_seats(work: Work, form: BuySeats) -> SeatsChanged:
    """Add seats to a licence."""
    await held_licence(work, form.id)
    purchase = await work.value(
        "insert into it.licence_purchase (company_id, licence_id, reference, seats, from_day, to_day, cost)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id",
        *(work.scope.company, form.id, form.reference, form.seats, form.from_day or work.today, form.to_day, form.cost),
    )
    await work.run(
        "insert into it.seat (company_id, licence_id, purchase_id) select %s, %s, %s from generate_series(1, %s)",
        *(work.scope.company, form.id, purchase, form.seats),
    )
    return SeatsChanged(id=form.id, total=await _total(work, form.id))


class ReduceSeats(Form):
    """How many seats are to be left."""

    id: LICENCE
    total: Annotated[int, Field(ge=0, le=1_000_000), Shown(_("Seats that are left"))]


@operation("it.reduce_seats", title=_("Give up seats"), permission="it.inventory.manage", audit_verb=_("gave up seats"))
async def reduce_seats(work: Work, form: ReduceSeats) -> SeatsChanged:
    """Give up free seats, the newest first. Those in use or used up stay."""
    await held_licence(work, form.id)
    total = await _total(work, form.id)
    fixed = await work.value(
        "select count(*) from it.seat where company_id = %s and licence_id = %s and (taken_at is not null or is_burnt)",
        *(work.scope.company, form.id),
    )
    if form.total < fixed:
        sentence = _("{minimum} seats are in use or used up. Give seats back first.").fill(minimum=fixed)
        raise Refused("IT_SEATS_IN_USE_OR_BURNT", sentence, field="total", minimum=fixed)
    await work.run(
        "delete from it.seat where company_id = %s and id = any (array(select id from it.seat where company_id = %s"
        " and licence_id = %s and taken_at is null and not is_burnt order by id desc limit %s for update))",
        *(work.scope.company, work.scope.company, form.id, max(total - form.total, 0)),
    )
    return SeatsChanged(id=form.id, total=await _total(work, form.id))


async def held_licence(work: Work, licence: int) -> dict[str, object]:
    """The licence, held for this transaction. Raises NotFound."""
    sql = "select * from it.licence where company_id = %s and id = %s for update"
    row = await work.row(sql, work.scope.company, licence)
    if row is None:
        raise NotFound(_("There is no such licence. Choose another."), field="id")
    return row


async def _total(work: Work, licence: int) -> int:
    sql = "select count(*) from it.seat where company_id = %s and licence_id = %s"
    return int(await work.value(sql, work.scope.company, licence))
