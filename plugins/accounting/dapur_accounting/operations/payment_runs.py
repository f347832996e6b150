"""Payment runs: bills that are due are chosen, handed in, approved, paid by the bank's file, and booked once."""

import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.language.catalogue import translate
from dapur.numbering import take_number
from dapur.operations.work import Work
from dapur_accounting.events import PaymentRunBooked
from dapur_accounting.operations.bank_accounts import bank_account_of
from dapur_accounting.operations.booking_payments import Payment, Settles, book_payment, rate_on
from dapur_accounting.operations.entry_lines import Money
from dapur_accounting.operations.payments import CONFLICTS, keep_payment
from dapur_accounting.operations.posting import Source
from dapur_accounting.payment_runs.approving import RUN, run_subject
from dapur_accounting.payment_runs.reading import Run, RunItem, read_run
from dapur_base.approvals import content_changed, need_approved, request_approval
from dapur_base.operations.versions import untouched

CHOSEN = """
    insert into accounting.payment_run_item (company_id, run_id, entry_id, line_no, party_id, party_account_id, amount)
    select i.company_id, %(run)s, i.entry_id, i.line_no, i.party_id, (select a.id from accounting.party_account a
        where a.company_id = i.company_id and a.party_id = i.party_id and not a.is_closed order by a.id limit 1), -i.open_amount
    from accounting.open_item i
    where i.company_id = %(company)s and i.side = 'payable' and i.closed_on = 'infinity' and i.open_amount < 0 and i.party_id is not null
      and i.currency = %(currency)s and i.due <= %(due)s and (%(party)s::bigint is null or i.party_id = %(party)s::bigint)
      and not exists (select from accounting.payment_run_item o join accounting.payment_run r on r.company_id = o.company_id and r.id = o.run_id
        where o.company_id = i.company_id and o.entry_id = i.entry_id and o.line_no = i.line_no and r.status in ('draft', 'handed_in'))
    returning amount
"""


class MakeRun(Form):
    """From which bank account, on which day; bills that are due through a day, of all suppliers or of one."""

    bank: Annotated[int, Shown(_("Bank account"), reference="accounting.bank_accounts")]
    date: Annotated[datetime.date, Shown(_("Paid on"))]
    due: Annotated[datetime.date, Shown(_("Due through"))]
    party: Annotated[int | None, Shown(_("Only of"), reference="base.parties")] = None
    note: Annotated[str, StringConstraints(max_length=500), Shown(_("Note"), kind="note")] = ""


class RunSaved(Result):
    """The run."""

    id: int
    status: str
    version: int


@operation(
    "accounting.make_payment_run",
    title=_("New payment run"),
    permission="accounting.payment.run",
    audit_verb=_("prepared a payment run"),
    conflicts=CONFLICTS,
)
async def make_payment_run(work: Work, form: MakeRun) -> RunSaved:
    """Choose every bill that is due and stands in no other run, in the bank account's currency."""
    bank = await bank_account_of(work, form.bank)
    run = await work.value(
        "insert into accounting.payment_run (company_id, bank_account_id, day, note, made_by) values (%s, %s, %s, %s, %s) returning id",
        work.scope.company,
        bank.id,
        form.date,
        form.note,
        work.actor,
    )
    cursor = await work.connection.execute(
        CHOSEN.encode(),
        {"run": run, "company": work.scope.company, "currency": bank.currency, "due": form.due, "party": form.party},
    )
    if not await cursor.fetchall():
        raise Refused(
            "NOTHING_DUE", _("No bill is due through this day that stands in no other run. Choose a later day."), field="due"
        )
    number = await take_number(work, "accounting.payment_run", form.date, "PB/{year}/{number}")
    return await _changed(work, run, number.text)


async def _changed(work: Work, run: int, number: str | None = None) -> RunSaved:
    """The total follows the items; what was asked for other content is void."""
    row = await work.row(
        "update accounting.payment_run r set total = (select coalesce(sum(i.amount), 0) from accounting.payment_run_item i"
        " where i.company_id = r.company_id and i.run_id = r.id), number = coalesce(%s, number), version = version + 1"
        " where r.company_id = %s and r.id = %s returning id, status, version",
        number,
        work.scope.company,
        run,
    )
    assert row is not None
    await content_changed(work, run_subject(await read_run(work, run)))
    return RunSaved(**row)


class ChangeRunItem(Form):
    """A payment of a draft run: how much of the bill is paid; nothing leaves it out. account: into which account."""

    id: Annotated[int, Shown(_("Payment"), reference="accounting.payment_run_items")]
    amount: Annotated[Money, Shown(_("Amount"), kind="money", hint=_("Nothing leaves the bill out"))]
    account: Annotated[int | None, Shown(_("Account of the party"), reference="accounting.party_accounts")] = None


@operation(
    "accounting.change_payment_run_item",
    title=_("Change payment of a run"),
    permission="accounting.payment.run",
    audit_verb=_("changed a payment of a run"),
)
async def change_payment_run_item(work: Work, form: ChangeRunItem) -> RunSaved:
    """Pay less of a bill, leave it out, or pay it into another account of its party."""
    row = await work.row(
        "select i.run_id, i.party_id, -o.open_amount as open from accounting.payment_run_item i join accounting.open_item o"
        " on o.company_id = i.company_id and o.entry_id = i.entry_id and o.line_no = i.line_no where i.company_id = %s and i.id = %s",
        work.scope.company,
        form.id,
    )
    if row is None:
        raise NotFound(field="id")
    if form.amount > row["open"]:
        text = _("Only {open} is open there. Allocate at most that.")
        raise Refused("ALLOCATION_TOO_MUCH", text.fill(open=row["open"]), field="amount")
    if form.amount == 0:
        await work.value(
            "delete from accounting.payment_run_item where company_id = %s and id = %s returning id", work.scope.company, form.id
        )
    else:
        await _set_item(work, form, row["party_id"])
    return await _changed(work, row["run_id"])


async def _set_item(work: Work, form: ChangeRunItem, party: int) -> None:
    if form.account is not None:
        owner = await work.value(
            "select party_id from accounting.party_account where company_id = %s and id = %s and not is_closed",
            work.scope.company,
            form.account,
        )
        if owner != party:
            raise NotFound(_("This account is not the party's. Choose another."), field="account")
    await work.value(
        "update accounting.payment_run_item set amount = %s, party_account_id = coalesce(%s::bigint, party_account_id)"
        " where company_id = %s and id = %s returning id",
        form.amount,
        form.account,
        work.scope.company,
        form.id,
    )


class OneRun(Form):
    """Which run. `version`: as it was seen."""

    id: Annotated[int, Shown(_("Payment run"), kind="hidden")]
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


@operation(
    "accounting.hand_in_payment_run",
    title=_("Hand in for approval"),
    permission="accounting.payment.run",
    audit_verb=_("handed a payment run in"),
)
async def hand_in_payment_run(work: Work, form: OneRun) -> RunSaved:
    """Fix the payments and ask those for approval whom the company's rules name. Every payment needs an account."""
    run = await read_run(work, form.id)
    missing = [item.party_name for item in run.items if item.party_account is None]
    if missing:
        text = _("There is no bank account of {party}. Add one, then choose it in the run.")
        raise Refused("PARTY_ACCOUNT_MISSING", text.fill(party=missing[0]), field="id")
    if not run.items:
        raise Refused("RUN_EMPTY", _("Nothing is left in this run. Cancel it."), field="id")
    saved = await _to(work, form, "handed_in")
    await request_approval(work, run_subject(run))
    return saved


@operation(
    "accounting.take_back_payment_run",
    title=_("Change again"),
    permission="accounting.payment.run",
    audit_verb=_("took a payment run back"),
)
async def take_back_payment_run(work: Work, form: OneRun) -> RunSaved:
    """Make a run that was handed in a draft again. It has to be approved anew when anything changes."""
    return await _to(work, form, "draft")


@operation(
    "accounting.cancel_payment_run",
    title=_("Cancel payment run"),
    permission="accounting.payment.run",
    danger=True,
    audit_verb=_("cancelled a payment run"),
)
async def cancel_payment_run(work: Work, form: OneRun) -> RunSaved:
    """Give a run up. Its bills are due as before."""
    return await _to(work, form, "cancelled")


async def _to(work: Work, form: OneRun, status: str) -> RunSaved:
    row = await work.row(
        "update accounting.payment_run set status = %s, version = version + 1, booked_by = case when %s = 'booked' then %s else booked_by end,"
        " booked_at = case when %s = 'booked' then core.now() else booked_at end"
        " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, status, version",
        status,
        status,
        work.actor,
        status,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
    if row is None:
        raise await untouched(work, "accounting.payment_run", form.id)
    return RunSaved(**row)


class BookRun(OneRun):
    """Which run; on which day the bank paid (the run's own when left empty)."""

    date: Annotated[datetime.date | None, Shown(_("Paid on"), hint=_("The day of the run when left empty"))] = None


class RunBooked(Result):
    """The run, and its payments."""

    id: int
    status: str
    payments: Annotated[list[int], Field(max_length=10_000)]


@operation(
    "accounting.book_payment_run",
    title=_("Book payment run"),
    permission="accounting.payment.make",
    audit_verb=_("booked a payment run"),
    conflicts={**CONFLICTS, "entry_source_key": ("id", "RUN_BOOKED", _("This run was booked a moment ago. Look at it again."))},
)
async def book_payment_run(work: Work, form: BookRun) -> RunBooked:
    """Book what the bank paid: an entry for each supplier, which settles the bills. Once, and only what was approved."""
    run = await read_run(work, form.id)
    if run.status != "handed_in":
        raise Refused("RUN_NOT_APPROVED", _("Only a run that was handed in and approved is booked."), field="id")
    await need_approved(work, run_subject(run))
    day = form.date or run.day
    payments = [await _pay(work, run, items, day) for items in run.by_party()]
    saved = await _to(work, form, "booked")
    work.emit(PaymentRunBooked(run.id, tuple(payments)))
    return RunBooked(id=saved.id, status=saved.status, payments=payments)


async def _pay(work: Work, run: Run, items: list[RunItem], day: datetime.date) -> int:
    bank = await bank_account_of(work, run.bank)
    total = sum((item.amount for item in items), start=items[0].amount * 0)
    text = translate(_("Payment to {party}").fill(party=items[0].party_name), work.company.language)
    payment = Payment(
        bank=bank,
        day=day,
        flow=-total,
        currency=bank.currency,
        rate=await rate_on(work, bank.currency, day),
        description=text,
        items=[Settles(item.entry, item.line, item.amount) for item in items],
        party=items[0].party,
        reference=run.number,
        source=Source("accounting", RUN.partition(".")[2], run.id, f"{run.id}.{items[0].party}.{items[0].party_account}"),
    )
    made = await keep_payment(work, "out", payment, await book_payment(work, payment), total)
    await work.value(
        "update accounting.payment_run_item set payment_id = %s where company_id = %s and id = any (%s) returning id",
        made.id,
        work.scope.company,
        [item.id for item in items],
    )
    return made.id
