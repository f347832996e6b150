"""Lines of an entry: as they are written, and as the ledger takes them (columns as arrays)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import Form, Invalid, Problem, Shown, _
from dapur.operations.work import Work
from dapur_accounting.rules.rounding import in_base, rate_of, rounded

Money = Annotated[Decimal, Field(ge=0, max_digits=20, decimal_places=4)]
Signed = Annotated[Decimal, Field(max_digits=20, decimal_places=4)]
Rate = Annotated[Decimal, Field(gt=0, max_digits=20, decimal_places=10)]
ZERO = Decimal(0)


class DraftLine(Form):
    """One line, whose account may still be open. `debit` and `credit` are in the company's currency.

    A line in a foreign currency names it, its `amount` there (positive with a debit, negative with a credit), and
    the `rate`: units of the company's currency for one unit of the foreign one. Where debit and credit are left
    out they follow from amount and rate; where the rate is left out it follows from them, or is the rate of the day.
    """

    account: Annotated[int | None, Shown(_("Account"), reference="accounting.posting_accounts", stop=True, width="wide")] = None
    description: Annotated[str, StringConstraints(max_length=500), Shown(_("Description"), width="wide")] = ""
    debit: Annotated[Money, Shown(_("Debit"), kind="money", stop=True)] = ZERO
    credit: Annotated[Money, Shown(_("Credit"), kind="money", stop=True)] = ZERO
    currency: Annotated[str, StringConstraints(pattern="^([A-Z]{3})?$"), Shown(_("Currency"), kind="code", width="narrow")] = ""
    amount: Annotated[Signed | None, Shown(_("Amount in currency"), kind="number")] = None
    rate: Annotated[Rate | None, Shown(_("Exchange rate"), kind="rate")] = None
    party: Annotated[int | None, Shown(_("Party"), reference="base.parties")] = None
    cost_centre: Annotated[int | None, Shown(_("Cost centre"), reference="accounting.cost_centres")] = None
    project: Annotated[int | None, Shown(_("Project"), reference="accounting.projects")] = None


class EntryLine(DraftLine):
    """A line with its account, as it is posted."""

    account: Annotated[int, Shown(_("Account"), reference="accounting.posting_accounts", stop=True, width="wide")]


@dataclass
class Columns:
    """Lines as the ledger's functions take them."""

    accounts: list[int] = field(default_factory=list)
    debits: list[Decimal] = field(default_factory=list)
    credits: list[Decimal] = field(default_factory=list)
    currencies: list[str] = field(default_factory=list)
    amounts: list[Decimal] = field(default_factory=list)
    rates: list[Decimal] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    dimensions: list[int | None] = field(default_factory=list)
    parties: list[int | None] = field(default_factory=list)

    def arguments(self) -> tuple[list[Any], ...]:
        """In the order of the functions' parameters."""
        return (
            self.accounts,
            self.debits,
            self.credits,
            self.currencies,
            self.amounts,
            self.rates,
            self.texts,
            self.dimensions,
            self.parties,
        )


ARRAYS = (
    "%s::bigint[], %s::numeric[], %s::numeric[], %s::text[], %s::numeric[], %s::numeric[], %s::text[], %s::bigint[], %s::bigint[]"
)
"""Marks for `Columns.arguments()`."""


@dataclass(frozen=True)
class Written:
    """A line, the day that counts for its rate, and its field in the input."""

    line: EntryLine
    day: date
    path: str


def written(lines: Iterable[EntryLine], day: date, prefix: str = "") -> list[Written]:
    """The lines of one entry."""
    return [Written(line, day, f"{prefix}lines.{n}") for n, line in enumerate(lines)]


async def columns_of(work: Work, lines: Sequence[Written]) -> Columns:
    """Read the lines. Raises Invalid with every problem that SQL would not find itself, at its field."""
    problems: list[Problem] = []
    decimals = await _decimals(work, lines)
    rates = await _rates(work, lines)
    await _check_parties(work, lines, problems)
    sets = await _dimension_sets(work, lines, problems)
    made = Columns()
    for one in lines:
        _add(made, work, one, decimals, rates, problems)
        made.texts.append(one.line.description)
        made.parties.append(one.line.party)
        made.dimensions.append(sets.get((one.line.cost_centre, one.line.project)))
    if problems:
        raise Invalid(problems)
    return made


def _foreign(work: Work, line: EntryLine) -> bool:
    return line.currency not in ("", work.company.currency)


def _add(
    made: Columns,
    work: Work,
    one: Written,
    decimals: Mapping[str, int],
    rates: Mapping[tuple[str, date], Decimal],
    problems: list[Problem],
) -> None:
    line = one.line
    made.accounts.append(line.account)
    debit, credit, amount, rate = line.debit, line.credit, line.debit - line.credit, Decimal(1)
    if _foreign(work, line):
        found = _in_currency(work, one, decimals, rates, problems)
        if found is not None:
            debit, credit, amount, rate = found
    elif line.amount is not None and line.amount != amount:
        problems.append(
            Problem("AMOUNT_DIFFERS", _("In the company's own currency the amount is debit less credit."), f"{one.path}.amount")
        )
    made.debits.append(debit)
    made.credits.append(credit)
    made.currencies.append(line.currency or work.company.currency)
    made.amounts.append(amount)
    made.rates.append(rate)


def _in_currency(
    work: Work, one: Written, decimals: Mapping[str, int], rates: Mapping[tuple[str, date], Decimal], problems: list[Problem]
) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    line, code, places = one.line, one.line.currency, work.company.decimals

    def wrong(problem: str, text: Any, name: str) -> None:
        problems.append(Problem(problem, text, f"{one.path}.{name}"))

    if code not in decimals:
        wrong("CURRENCY_UNKNOWN", _("There is no currency {currency} here. Add it first.").fill(currency=code), "currency")
        return None
    base = line.debit - line.credit
    if line.amount is None:
        wrong("AMOUNT_MISSING", _("Enter the amount in {currency}.").fill(currency=code), "amount")
        return None
    if rounded(line.amount, decimals[code]) != line.amount:
        wrong("TOO_MANY_DECIMALS", _("Amounts here have at most {places} decimals.").fill(places=decimals[code]), "amount")
        return None
    if base == 0 and line.amount != 0:
        rate = line.rate or rates.get((code, one.day))
        if rate is None:
            wrong("RATE_MISSING", _("There is no rate of {currency} for this day. Enter one.").fill(currency=code), "rate")
            return None
        base = in_base(line.amount, rate, places)
        return max(base, ZERO), max(-base, ZERO), line.amount, rate
    if line.amount * base < 0:
        wrong("AMOUNT_DIFFERS", _("With a debit the amount is positive, with a credit negative."), "amount")
        return None
    rate = line.rate or (rate_of(base, line.amount) if line.amount and base else Decimal(1))
    if line.rate and abs(in_base(line.amount, rate, places) - base) > Decimal(1).scaleb(-places):
        wrong("AMOUNT_DIFFERS", _("Amount times rate is not what stands as debit or credit."), "amount")
        return None
    return line.debit, line.credit, line.amount, rate if rate > 0 else Decimal(1)


async def _decimals(work: Work, lines: Sequence[Written]) -> dict[str, int]:
    codes = sorted({one.line.currency for one in lines if _foreign(work, one.line)})
    if not codes:
        return {}
    rows = await work.rows(
        "select code, decimals from base.currency where company_id = %s and code = any (%s) and not is_closed",
        work.scope.company,
        codes,
    )
    return {row["code"]: row["decimals"] for row in rows}


async def _rates(work: Work, lines: Sequence[Written]) -> dict[tuple[str, date], Decimal]:
    wanted = sorted({(one.line.currency, one.day) for one in lines if _foreign(work, one.line) and one.line.rate is None})
    if not wanted:
        return {}
    rows = await work.rows(
        "select w.currency, w.day, r.rate from unnest(%s::text[], %s::date[]) as w(currency, day)"
        " join lateral (select rate from base.exchange_rate where company_id = %s and currency = w.currency and day <= w.day"
        " order by day desc limit 1) r on true",
        [c for c, _day in wanted],
        [day for _c, day in wanted],
        work.scope.company,
    )
    return {(row["currency"], row["day"]): row["rate"] for row in rows}


async def _check_parties(work: Work, lines: Sequence[Written], problems: list[Problem]) -> None:
    used = sorted({one.line.party for one in lines if one.line.party is not None})
    if not used:
        return
    rows = await work.rows("select id from base.party where company_id = %s and id = any (%s)", work.scope.company, used)
    known = {row["id"] for row in rows}
    for one in lines:
        if one.line.party is not None and one.line.party not in known:
            problems.append(
                Problem("PARTY_UNKNOWN", _("There is no such party here. Choose one of the list."), f"{one.path}.party")
            )


async def _dimension_sets(
    work: Work, lines: Sequence[Written], problems: list[Problem]
) -> dict[tuple[int | None, int | None], int | None]:
    pairs = {(one.line.cost_centre, one.line.project) for one in lines} - {(None, None)}
    if not pairs:
        return {}
    rows = await work.rows(
        "select id, kind from accounting.dimension_value where company_id = %s and not is_closed and id = any (%s)",
        work.scope.company,
        sorted({value for pair in pairs for value in pair if value is not None}),
    )
    kinds = {row["id"]: row["kind"] for row in rows}
    before = len(problems)
    for one in lines:
        for name in ("cost_centre", "project"):
            value = getattr(one.line, name)
            if value is not None and kinds.get(value) != name:
                text = _("This cost centre or project does not exist or is closed. Choose another.")
                problems.append(Problem("DIMENSION_UNKNOWN", text, f"{one.path}.{name}"))
    if len(problems) > before:
        return {}
    found: dict[tuple[int | None, int | None], int | None] = {}
    for pair in sorted(pairs, key=str):
        found[pair] = await work.value(
            "select accounting.dimension_set(%s, %s::bigint[])", work.scope.company, [v for v in pair if v is not None]
        )
    return found
