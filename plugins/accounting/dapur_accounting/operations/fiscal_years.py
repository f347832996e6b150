"""Fiscal years: generated one after the other, or entered where they are of another length."""

from datetime import date, timedelta
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_accounting.rules.years import last_day, year_name, year_start
from dapur_base.operations.versions import untouched

OVERLAP = {
    "fiscal_year_overlap": ("starts", "YEARS_OVERLAP", _("Another fiscal year has some of these days. Choose other dates."))
}


class SaveFiscalYear(Form):
    """A fiscal year. Without `id` a new one is made. `ends`: twelve months later when left out."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    starts: Annotated[date, Shown(_("From"))]
    ends: Annotated[date | None, Shown(_("To"), hint=_("Twelve months when left empty"))] = None
    name: Annotated[str, StringConstraints(max_length=50), Shown(_("Name"), hint=_("The year when left empty"))] = ""
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class FiscalYearSaved(Result):
    """The fiscal year."""

    id: int
    name: str
    version: int


@operation(
    "accounting.save_fiscal_year",
    title=_("Save fiscal year"),
    permission="accounting.year.manage",
    audit_verb=_("saved the fiscal year"),
    conflicts=OVERLAP,
)
async def save_fiscal_year(work: Work, form: SaveFiscalYear) -> FiscalYearSaved:
    """Add or change a fiscal year. Years do not overlap."""
    ends = form.ends or last_day(form.starts)
    if ends <= form.starts:
        raise Refused("YEAR_ENDS_EARLY", _("A fiscal year ends after it starts. Choose a later last day."), field="ends")
    name = form.name or year_name(form.starts, ends)
    if form.id is None:
        row = await work.row(
            "insert into accounting.fiscal_year (company_id, name, starts, ends) values (%s, %s, %s, %s) returning id, name, version",
            work.scope.company,
            name,
            form.starts,
            ends,
        )
    else:
        row = await work.row(
            "update accounting.fiscal_year set name = %s, starts = %s, ends = %s, version = version + 1"
            " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, name, version",
            name,
            form.starts,
            ends,
            work.scope.company,
            form.id,
            form.version,
            form.version,
        )
    if row is None:
        raise await untouched(work, "accounting.fiscal_year", form.id or 0)
    return FiscalYearSaved(**row)


class AddFiscalYears(Form):
    """Through which day years are needed. Twelve months from today when left out."""

    through: Annotated[date | None, Shown(_("Through"))] = None


class FiscalYearsAdded(Result):
    """How many."""

    count: int


@operation(
    "accounting.add_fiscal_years",
    title=_("Add fiscal years"),
    permission="accounting.year.manage",
    audit_verb=_("added fiscal years"),
    conflicts=OVERLAP,
)
async def add_fiscal_years(work: Work, form: AddFiscalYears) -> FiscalYearsAdded:
    """Generate the fiscal years after the last one, through a day."""
    last = await work.value("select max(ends) from accounting.fiscal_year where company_id = %s", work.scope.company)
    first = last + timedelta(days=1) if last else year_start(work.today, work.company.fiscal_year_start)
    through = form.through or work.today + timedelta(days=366)
    if through > first + timedelta(days=366 * 50):
        raise Refused("TOO_FAR", _("That is more than fifty years ahead. Choose an earlier day."), field="through")
    return FiscalYearsAdded(count=await add_years(work, first, through))


async def add_years(work: Work, first: date, through: date) -> int:
    """Years of twelve months from a first day until one contains `through`. Returns how many."""
    made = 0
    while first <= through:
        ends = last_day(first)
        await work.run(
            "insert into accounting.fiscal_year (company_id, name, starts, ends) values (%s, %s, %s, %s)",
            work.scope.company,
            year_name(first, ends),
            first,
            ends,
        )
        first, made = ends + timedelta(days=1), made + 1
    return made
