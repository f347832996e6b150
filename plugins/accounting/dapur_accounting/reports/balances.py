"""Balances of the ledger for reports: between two days, as they are known now or were known on a day of the past."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from dapur.contract import Form, Shown, Text, Words, _
from dapur.queries.reader import Reader
from dapur_accounting.rules.years import year_start

FIRST_DAY = date(1900, 1, 1)


class AsKnown(Form):
    """Inputs of every report: which past state of the books it shows."""

    known_on: Annotated[
        date | None, Shown(_("As known on"), hint=_("Leaves out what was posted after this day, whatever its date"))
    ] = None
    known_at: Annotated[datetime | None, Shown(_("As known at"), kind="hidden")] = None


@dataclass(frozen=True)
class Balance:
    """One account: what stood before, what moved, what stands after. Debit is positive."""

    opening: Decimal
    debit: Decimal
    credit: Decimal
    closing: Decimal


def known_moment(reader: Reader, form: AsKnown) -> datetime | None:
    """The moment up to which postings count; None = all."""
    if form.known_at is not None:
        return form.known_at if form.known_at.tzinfo else form.known_at.replace(tzinfo=ZoneInfo(reader.company.zone))
    if form.known_on is None:
        return None
    after = datetime.combine(form.known_on + timedelta(days=1), time(), ZoneInfo(reader.company.zone))
    return after - timedelta(microseconds=1)


async def read_balances(reader: Reader, first: date, last: date, known: datetime | None) -> dict[int, Balance]:
    """Balances of all accounts that ever moved, by account."""
    rows = await reader.rows(
        "select account_id, opening, debit, credit, closing from accounting.trial_balance(%s, %s, %s, %s)",
        reader.scope.company,
        first,
        last,
        known,
    )
    return {row[0]: Balance(*row[1:]) for row in rows}


async def fiscal_year_start(reader: Reader, day: date) -> date:
    """The first day of the fiscal year that contains the day: of the list, else by the company's first month."""
    found = await reader.value(
        "select starts from accounting.fiscal_year where company_id = %s and %s between starts and ends",
        reader.scope.company,
        day,
    )
    return found if isinstance(found, date) else year_start(day, reader.company.fiscal_year_start)


def head_of(reader: Reader, form: AsKnown, period: Words, title: Words = _("Period")) -> tuple[tuple[Words, Words], ...]:
    """The facts above a report."""
    facts: list[tuple[Words, Words]] = [(title, period), (_("Currency"), reader.company.currency)]
    if form.known_on is not None:
        facts.append((_("As known on"), Text("{day}", {"day": form.known_on})))
    return tuple(facts)


def between(first: date, last: date) -> Text:
    """A period in words."""
    return _("{first} to {last}").fill(first=first, last=last)


def lines_address(first: date | None, last: date, known_on: date | None = None, **filters: object) -> str:
    """The ledger lines behind a figure, inside the company."""
    parts = [
        f"{name}={value}" for name, values in filters.items() for value in (values if isinstance(values, tuple) else (values,))
    ]
    if first is not None and first > FIRST_DAY:
        parts.append(f"date.from={first.isoformat()}")
    parts.append(f"date.to={last.isoformat()}")
    if known_on is not None:
        parts.append(f"posted.to={known_on.isoformat()}")
    return "accounting/lines?" + "&".join(parts)
