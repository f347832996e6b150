"""Due dates of monthly taxes (PMK 81/2024 arts. 94, 100): `data/tax_dates.toml`, moved over days off."""

from calendar import monthrange
from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

from dapur.contract import Refused, Service, _
from dapur.services.holidays import PublicHoliday
from dapur.services.tax_dates import Obligation, TaxDueDate, TaxDueDates
from dapur_base.calendars import Calendar, Week, shifted
from dapur_indonesia.dated import read_data
from dapur_indonesia.holidays import decreed

OFFICE_DAY = ((0, 24 * 60),)


@cache
def tax_calendar() -> Calendar:
    """Monday to Friday without holidays and joint leave."""
    by_day: dict[date, tuple[PublicHoliday, ...]] = defaultdict(tuple)
    for holiday in decreed():
        by_day[holiday.day] += (holiday,)
    week = Week(date.min, (OFFICE_DAY,) * 5 + ((), ()), "joint")
    return Calendar(0, "tax", "Asia/Jakarta", (week,), holidays=dict(by_day))


@cache
def _versions() -> list[dict[str, Any]]:
    return sorted(read_data("tax_dates")["versions"], key=lambda version: version["from"], reverse=True)


class MonthlyTaxDates:
    """The `TaxDueDates` of Indonesia."""

    def due(self, obligation: Obligation, year: int, month: int) -> TaxDueDate:
        """In the month after the period, moved to the next working day."""
        version = next((v for v in _versions() if v["from"] <= date(year, month, 1)), None)
        if version is None:
            raise Refused("INDONESIA_TAX_PERIOD_TOO_EARLY", _("Tax dates are known from January 2025 on. Choose a later period."))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        nominal = date(year, month, version[obligation] or monthrange(year, month)[1])
        return TaxDueDate(nominal, shifted(tax_calendar(), nominal, "following"), version["source"])


TAX_DATES = Service(TaxDueDates, lambda _reader: MonthlyTaxDates(), readable=True)
