"""How the payroll treats components: proration, class for tax, formula, place in the ledger; and tables for formulas."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_hr.rules.payroll.calculate import FIGURES
from dapur_hr.rules.payroll.formula import FUNCTIONS, read_formula

StatuteClass = Literal["regular", "irregular", "benefit", "exempt", "pension", "donation", "other"]
CLASSES = (
    Choice("regular", _("Regular income")),
    Choice("irregular", _("Irregular income (bonus, holiday allowance)")),
    Choice("benefit", _("Benefit in kind, not paid out")),
    Choice("exempt", _("Not taxable")),
    Choice("pension", _("Contribution to a pension fund")),
    Choice("donation", _("Obligatory donation")),
    Choice("other", _("Other deduction")),
)
OF_KIND = {
    "earning": ("regular", "irregular", "benefit", "exempt"),
    "deduction": ("pension", "donation", "other"),
    "employer": ("other",),
}
ROLE = StringConstraints(pattern="^([a-z][a-z0-9_]{1,59})?$")
ROLES = {"earning": "salary_expense", "deduction": "payable", "employer": "social_security_expense"}
"""Where a component is booked unless somebody says otherwise."""


class SavePayRule(Form):
    """How the payroll treats a component."""

    component: Annotated[int, Shown(_("Component"), reference="hr.pay_components")]
    statute_class: Annotated[StatuteClass, Shown(_("For tax"), choices=CLASSES)] = "regular"
    is_prorated: Annotated[bool, Shown(_("Paid by days when somebody joins, leaves or is away unpaid"))] = True
    is_fixed: Annotated[bool, Shown(_("Part of the fixed monthly wage"))] = True
    formula: Annotated[
        str,
        StringConstraints(max_length=500),
        Shown(_("Formula"), kind="code", width="wide", hint=_("For example basic * 0.20; empty where amounts are noted as pay")),
    ] = ""
    role: Annotated[
        str, ROLE, Shown(_("Role in the ledger"), kind="code", hint=_("Of the cost, or of whom a deduction is owed to"))
    ] = ""
    payable_role: Annotated[
        str, ROLE, Shown(_("Role of what the employer owes"), kind="code", hint=_("Only for what the employer pays"))
    ] = ""
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class PayRuleSaved(Result):
    """The rule."""

    component: int
    version: int


@operation(
    "hr.save_pay_rule",
    title=_("Set pay rule"),
    permission="hr.payroll.set_up",
    audit_verb=_("set how the payroll treats a component"),
)
async def save_pay_rule(work: Work, form: SavePayRule) -> PayRuleSaved:
    """Say how a component is computed, taxed and booked. Posted slips stay as they are."""
    row = await work.row(
        "select kind from hr.pay_component where company_id = %s and id = %s for update", work.scope.company, form.component
    )
    if row is None:
        raise NotFound(field="component")
    kind = row["kind"]
    if form.statute_class not in OF_KIND[kind]:
        allowed = [choice.title for choice in CLASSES if choice.value in OF_KIND[kind]]
        raise Refused(
            "HR_CLASS_OTHER_KIND", _("This does not fit the kind of the component. Choose one of: {allowed}.").fill(allowed=allowed),
            field="statute_class",
        )  # fmt: skip
    if form.formula:
        await _check_names(work, form.formula)
    saved = await _save(
        work, form, form.role or ROLES[kind], form.payable_role or ("social_security_payable" if kind == "employer" else "")
    )
    if saved is None:
        raise await untouched(work, "hr.pay_component", form.component)
    return PayRuleSaved(**saved)


async def _check_names(work: Work, formula: str) -> None:
    node = read_formula(formula)
    codes = {r["code"] for r in await work.rows("select code from hr.pay_component where company_id = %s", work.scope.company)}
    tables = {
        r["code"] for r in await work.rows("select distinct code from hr.pay_slice where company_id = %s", work.scope.company)
    }
    known = codes | set(FIGURES) | {f"full_{code}" for code in codes} | {f"{code}()" for code in tables}
    for name in node.names():
        if name not in known:
            words = _("The formula uses {name}, which is no component. Correct the name.")
            raise Refused("HR_FORMULA_NAME", words.fill(name=name), field="formula")


async def _save(work: Work, form: SavePayRule, role: str, payable: str) -> dict[str, Any] | None:
    return await work.row(
        "insert into hr.pay_rule (company_id, component_id, is_prorated, is_fixed, statute_class, formula, role, payable_role)"
        " values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict (company_id, component_id) do update set"
        " is_prorated = excluded.is_prorated, is_fixed = excluded.is_fixed, statute_class = excluded.statute_class,"
        " formula = excluded.formula, role = excluded.role, payable_role = excluded.payable_role, version = pay_rule.version + 1"
        " where pay_rule.version = %s or %s::int is null returning component_id as component, version",
        *(work.scope.company, form.component, form.is_prorated, form.is_fixed, form.statute_class, form.formula, role, payable),
        *(form.version, form.version),
    )


class PaySliceLine(Form):
    """What lies below a limit, and its rate."""

    up_to: Annotated[Decimal | None, Field(gt=0), Shown(_("Up to"), kind="money", hint=_("Empty: without limit"))] = None
    rate: Annotated[Decimal, Field(ge=0, le=100, decimal_places=4), Shown(_("Percent"), kind="rate", stop=True)]


class SavePaySlices(Form):
    """A table of slices that formulas call by its code, from a day on."""

    code: Annotated[str, StringConstraints(pattern="^[a-z][a-z0-9_]{0,39}$"), Shown(_("Code"), kind="code")]
    from_day: Annotated[date, Shown(_("From"))]
    slices: Annotated[list[PaySliceLine], Field(min_length=1, max_length=60), Shown(_("Slices"), kind="lines")]


class PaySlicesSaved(Result):
    """The table."""

    code: str
    slices: int


@operation(
    "hr.save_pay_slices", title=_("Set table of slices"), permission="hr.payroll.set_up", audit_verb=_("set a table of slices")
)
async def save_pay_slices(work: Work, form: SavePaySlices) -> PaySlicesSaved:
    """Set the slices of a table from a day on; those of earlier days stay for earlier months."""
    if form.code in FUNCTIONS:
        raise Refused("HR_FORMULA_NAME", _("This name has a meaning in formulas already. Choose another."), field="code")
    limits = [line.up_to for line in form.slices]
    if not _are_ordered(limits):
        raise Refused(
            "HR_SLICES_UNORDERED", _("Write the limits from the smallest up; only the last may be empty."), field="slices"
        )
    await work.run(
        "delete from hr.pay_slice where company_id = %s and code = %s and from_day = %s",
        *(work.scope.company, form.code, form.from_day),
    )
    await work.run(
        "insert into hr.pay_slice (company_id, code, from_day, up_to, rate)"
        " select %s, %s, %s, * from unnest(%s::numeric[], %s::numeric[])",
        *(work.scope.company, form.code, form.from_day, limits, [_part(line.rate) for line in form.slices]),
    )
    return PaySlicesSaved(code=form.code, slices=len(form.slices))


def _are_ordered(limits: list[Decimal | None]) -> bool:
    """Each above the one before; only the last may be missing."""
    known = [limit for limit in limits if limit is not None]
    return None not in limits[:-1] and all(a < b for a, b in pairwise(known))


def _part(percent: Decimal) -> Decimal:
    part = Fraction(percent) / 100
    return Decimal(part.numerator) / Decimal(part.denominator)
