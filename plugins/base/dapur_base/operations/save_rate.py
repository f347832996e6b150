"""Exchange rates by day."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.save_currency import CODE

RATE = Annotated[Decimal, Field(gt=0, max_digits=20, decimal_places=10)]


class SaveRate(Form):
    """The rate of a currency from a day on. A rate of the same day is replaced."""

    currency: CODE
    day: Annotated[date, Shown(_("From"))]
    rate: Annotated[
        RATE, Shown(_("Exchange rate"), kind="rate", hint=_("Units of the company's currency for one unit of this one"))
    ]
    source: Annotated[str, StringConstraints(max_length=200), Shown(_("Source"))] = ""


class RateSaved(Result):
    """The rate."""

    id: int
    version: int


@operation("base.save_rate", title=_("Save exchange rate"), permission="base.currency.manage", audit_verb=_("saved the rate"))
async def save_rate(work: Work, form: SaveRate) -> RateSaved:
    """Note the rate of a currency from a day on. What is posted keeps the rate that it has."""
    if form.currency == work.company.currency:
        raise Refused(
            "BASE_CURRENCY_IS_OWN",
            _("The books are kept in {currency}; its rate is 1.").fill(currency=form.currency),
            field="currency",
        )
    known = await work.value("select 1 from base.currency where company_id = %s and code = %s", work.scope.company, form.currency)
    if not known:
        raise NotFound(_("There is no currency {currency} here. Add it first.").fill(currency=form.currency), field="currency")
    row = await work.row(
        "insert into base.exchange_rate (company_id, currency, day, rate, source) values (%s, %s, %s, %s, %s)"
        " on conflict (company_id, currency, day) do update set rate = excluded.rate, source = excluded.source,"
        " version = exchange_rate.version + 1 returning id, version",
        work.scope.company,
        form.currency,
        form.day,
        form.rate,
        form.source,
    )
    assert row is not None
    return RateSaved(**row)
