"""What rules of pay ask of people and of the company, and which cost centres bear a person: noted as dated facts."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, Problem, Refused, Result, Shown, _, operation
from dapur.contract.errors import Invalid
from dapur.operations.work import Work
from dapur.services.payroll_statute import PayrollStatute, StatuteFact
from dapur_base.rules.spans import Span
from dapur_hr import facts
from dapur_hr.facts import FactTable
from dapur_hr.operations.employments import employment_on

PERSON = FactTable("hr.payroll_fact", ("employment_id", "name"), ("value",))
COMPANY = FactTable("hr.company_payroll_fact", ("name",), ("value",))
SHARE = FactTable("hr.cost_share", ("employment_id", "cost_centre"), ("share",))

BASES = (
    Choice("calendar_days", _("Calendar days")),
    Choice("working_days", _("Working days, holidays count as worked")),
    Choice("working_days_off_holidays", _("Working days without holidays")),
    Choice("fixed_days", _("A fixed number of days")),
)
PRORATION = StatuteFact(
    "proration", _("Part of a month is counted by"), "person", "choice", "", (Choice("", _("As the company does")), *BASES)
)


TAKEN_BACK = "-"


class FactLine(Form):
    """A fact by its name, and its value as text. Empty: it stays as it is. A dash takes it back: then the default holds."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=40), Shown(_("Name"), kind="code", stop=True)]
    value: Annotated[
        str, StringConstraints(max_length=100), Shown(_("Value"), stop=True, hint=_("Empty: stays as it is; - takes it back"))
    ] = ""


class NotePayrollFacts(Form):
    """What holds for a person from a day on."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]
    from_day: Annotated[date, Shown(_("From"))]
    facts: Annotated[list[FactLine], Field(min_length=1, max_length=60), Shown(_("Facts"), kind="lines")]


class FactsNoted(Result):
    """How many."""

    noted: int


@operation(
    "hr.note_payroll_facts",
    title=_("Note what the payroll asks of a person"),
    permission="hr.pay.manage",
    sensitive=True,
    audit_verb=_("noted what the payroll asks of a person"),
)
async def note_payroll_facts(work: Work, form: NotePayrollFacts) -> FactsNoted:
    """Note facts that the rules of pay ask for: tax status, who bears the tax, proration."""
    asked = {fact.name: fact for fact in (*_asked(work, "person"), PRORATION)}
    _check(form.facts, asked)
    employment = await employment_on(work, form.employee, form.from_day)
    said = [line for line in form.facts if line.value]
    for line in said:
        await facts.note_fact(work, PERSON, (employment["id"], line.name), _says(line), Span(form.from_day))
    return FactsNoted(noted=len(said))


class NoteCompanyPayrollFacts(Form):
    """What holds for the company from a day on."""

    from_day: Annotated[date, Shown(_("From"))]
    facts: Annotated[list[FactLine], Field(min_length=1, max_length=60), Shown(_("Facts"), kind="lines")]


@operation(
    "hr.note_company_payroll_facts",
    title=_("Note what the payroll asks of the company"),
    permission="hr.payroll.set_up",
    audit_verb=_("noted what the payroll asks of the company"),
)
async def note_company_payroll_facts(work: Work, form: NoteCompanyPayrollFacts) -> FactsNoted:
    """Note facts that the rules of pay ask for once: risk class, place of the minimum wage."""
    _check(form.facts, {fact.name: fact for fact in _asked(work, "company")})
    await work.run("select pg_advisory_xact_lock(hashtextextended('hr.company_payroll_fact', %s))", work.scope.company)
    said = [line for line in form.facts if line.value]
    for line in said:
        await facts.note_fact(work, COMPANY, (line.name,), _says(line), Span(form.from_day))
    return FactsNoted(noted=len(said))


def _says(line: FactLine) -> tuple[str] | None:
    return None if line.value == TAKEN_BACK else (line.value,)


def _asked(work: Work, of: str) -> Iterable[StatuteFact]:
    statute = work.find(PayrollStatute)
    return [fact for fact in statute.facts() if fact.of == of] if statute is not None else []


def _check(lines: list[FactLine], asked: dict[str, StatuteFact]) -> None:
    """Every problem at its line."""
    problems = []
    for n, line in enumerate(lines):
        if line.name not in asked:
            words = _("The rules of pay ask for no {name}. Known are: {known}.")
            problems.append(Problem("HR_FACT_UNKNOWN", words.fill(name=line.name, known=list(asked)), f"facts.{n}.name"))
        elif line.value not in ("", TAKEN_BACK) and not _fits(asked[line.name], line.value):
            words = _("This value does not fit. Choose one of: {allowed}.")
            problems.append(Problem("HR_FACT_VALUE", words.fill(allowed=_allowed(asked[line.name])), f"facts.{n}.value"))
    if problems:
        raise Invalid(problems)


def _fits(fact: StatuteFact, value: str) -> bool:
    if fact.kind == "choice":
        return value in {choice.value for choice in fact.choices}
    if fact.kind == "flag":
        return value in ("yes", "no")
    if fact.kind == "integer":
        return value.isdecimal() and len(value) <= 9
    return fact.kind == "code" or (value.replace(".", "", 1).isdecimal() and len(value) <= 20)


def _allowed(fact: StatuteFact) -> list[str]:
    if fact.kind == "choice":
        return [choice.value for choice in fact.choices if choice.value]
    return ["yes", "no"] if fact.kind == "flag" else ["0, 1, 2, …"]


class ShareLine(Form):
    """A cost centre and its part in percent."""

    cost_centre: Annotated[str, StringConstraints(min_length=1, max_length=60), Shown(_("Cost centre"), kind="code", stop=True)]
    percent: Annotated[Decimal, Field(gt=0, le=100, decimal_places=4), Shown(_("Percent"), kind="rate", stop=True)]


class ShareCost(Form):
    """How the cost of a person is shared out from a day on."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]
    from_day: Annotated[date, Shown(_("From"))]
    shares: Annotated[list[ShareLine], Field(max_length=20), Shown(_("Shares"), kind="lines")]


class CostShared(Result):
    """Over how many cost centres."""

    employee: int
    shares: int


@operation("hr.share_cost", title=_("Share cost"), permission="hr.pay.manage", audit_verb=_("shared the cost of a person"))
async def share_cost(work: Work, form: ShareCost) -> CostShared:
    """Share a person's cost over cost centres; together 100%. Without shares the unit's cost centre bears it."""
    total = sum((line.percent for line in form.shares), Decimal(0))
    if form.shares and total != 100:
        words = _("The shares come to {total}%. Make them 100%.")
        raise Refused("HR_SHARES_NOT_WHOLE", words.fill(total=total), field="shares")
    if len({line.cost_centre for line in form.shares}) != len(form.shares):
        raise Refused("HR_SHARES_TWICE", _("A cost centre stands here twice. Put its shares together."), field="shares")
    employment = await employment_on(work, form.employee, form.from_day)
    known = await work.rows(
        "select distinct cost_centre from hr.cost_share where company_id = %s and employment_id = %s and known_to is null"
        " and (to_day is null or to_day >= %s)",
        *(work.scope.company, employment["id"], form.from_day),
    )
    wanted = {line.cost_centre: line.percent / 100 for line in form.shares}
    for centre in {row["cost_centre"] for row in known} | set(wanted):
        says = (wanted[centre],) if centre in wanted else None
        await facts.note_fact(work, SHARE, (employment["id"], centre), says, Span(form.from_day))
    return CostShared(employee=form.employee, shares=len(form.shares))
