"""Personal data of an employee, and the household that tax asks for."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_base.rules.spans import Span
from dapur_hr import facts
from dapur_hr.operations.employments import known_employee

SEXES = (Choice("F", _("Female")), Choice("M", _("Male")))
RELIGIONS = (
    Choice("islam", _("Islam")),
    Choice("catholic", _("Catholic")),
    Choice("protestant", _("Protestant")),
    Choice("hindu", _("Hindu")),
    Choice("buddhist", _("Buddhist")),
    Choice("confucian", _("Confucian")),
    Choice("other", _("Other")),
)
Sex = Annotated[Literal["F", "M"] | None, Shown(_("Sex"), kind="choice", choices=SEXES, sensitive=True)]
Religion = Annotated[
    Literal["", "islam", "catholic", "protestant", "hindu", "buddhist", "confucian", "other"],
    Shown(
        _("Religion"), kind="choice", choices=RELIGIONS, sensitive=True, hint=_("Whose holiday the holiday allowance is paid for")
    ),
]


class SavePersonal(Form):
    """An employee's personal data."""

    id: Annotated[int, Shown(_("Employee"), kind="hidden")]
    birth_date: Annotated[date | None, Shown(_("Born on"), sensitive=True)] = None
    birth_place: Annotated[str, StringConstraints(max_length=100), Shown(_("Born in"), sensitive=True)] = ""
    sex: Sex = None
    religion: Religion = ""
    nationality: Annotated[
        str, StringConstraints(pattern="^([A-Z]{2})?$"), Shown(_("Nationality"), kind="code", hint=_("Two letters, like ID"))
    ] = ""
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class PersonalSaved(Result):
    """Whose it is."""

    id: int
    version: int


@operation(
    "hr.save_personal",
    title=_("Save personal data"),
    permission="hr.employee.manage",
    sensitive=True,
    audit_verb=_("saved personal data"),
)
async def save_personal(work: Work, form: SavePersonal) -> PersonalSaved:
    """Change what is known about a person themselves. The log says that it changed, not to what."""
    if form.birth_date is not None and form.birth_date >= work.today:
        raise Refused("HR_BORN_LATER", _("This day has not come yet. Write the day of birth."), field="birth_date")
    row = await work.row(
        "update hr.employee set birth_date = %s, birth_place = %s, sex = %s, religion = %s,"
        " nationality = coalesce(nullif(%s, ''), nationality), version = version + 1"
        " where company_id = %s and id = %s and (version = %s or %s::int is null) returning id, version",
        *(form.birth_date, form.birth_place, form.sex, form.religion, form.nationality),
        *(work.scope.company, form.id, form.version, form.version),
    )
    if row is None:
        raise await untouched(work, "hr.employee", form.id)
    return PersonalSaved(**row)


class NoteHousehold(Form):
    """A household from a day on, through a day or until the next change that is known."""

    employee: Annotated[int, Shown(_("Employee"), reference="hr.employees")]
    from_day: Annotated[date, Shown(_("From"))]
    is_married: Annotated[bool, Shown(_("Married"), sensitive=True)] = False
    dependants: Annotated[int, Field(ge=0, le=20), Shown(_("Dependants"), sensitive=True)] = 0
    spouse_has_no_income: Annotated[
        bool, Shown(_("Spouse without income"), sensitive=True, hint=_("As stated by the local authority"))
    ] = False


class HouseholdNoted(Result):
    """Whose it is."""

    employee: int


@operation(
    "hr.note_household",
    title=_("Change household"),
    permission="hr.employee.manage",
    sensitive=True,
    audit_verb=_("changed the household"),
)
async def note_household(work: Work, form: NoteHousehold) -> HouseholdNoted:
    """Note marriage and dependants from a day on; what was before stays on record."""
    await known_employee(work, form.employee)
    await work.value("select 1 from hr.employee where company_id = %s and id = %s for update", work.scope.company, form.employee)
    says = (form.is_married, form.dependants, form.spouse_has_no_income)
    await facts.note_fact(work, facts.HOUSEHOLD, (form.employee,), says, Span(form.from_day))
    return HouseholdNoted(employee=form.employee)
