"""Figures in words: the same for page, mail and sheet."""

from decimal import Decimal

from dapur.contract import Measure, Text, Words, _
from dapur.language.dates import MonthOf, format_date
from dapur.language.numbers import format_money, format_number
from dapur.measures.period import Period
from dapur.people.scopes import Company


def value_words(measure: Measure, value: Decimal | None, company: Company, language: str) -> str:
    """`Rp1.250.000`, `12`, `83,33%`; "–" where there is nothing to say."""
    if value is None:
        return "–"
    if measure.is_money:
        return format_money(value, company.currency, company.decimals, language, bare=False)
    if measure.part:
        return f"{format_number(value, language)}%"
    return format_number(value, language)


def unit_words(measure: Measure, company: Company) -> Words:
    """What the bare number stands for."""
    return company.currency if measure.is_money else "%" if measure.part else measure.unit


def period_words(period: Period, language: str) -> Text:
    """`November 2026`, or the days of one that still runs."""
    if period.months == 1 and period.is_over:
        return _("{month}").fill(month=MonthOf(period.begins))
    days = {"first": format_date(period.begins, language), "last": format_date(period.last, language)}
    return _("{first} to {last}").fill(**days)
