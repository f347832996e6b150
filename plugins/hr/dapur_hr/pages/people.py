"""Pages of people: the directory, one person, hiring, employments and contracts."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, TemplatePage, View, _
from dapur.queries.reader import Reader
from dapur_hr.operations.change_assignment import change_assignment
from dapur_hr.operations.change_contract import change_contract
from dapur_hr.operations.change_pay import change_pay
from dapur_hr.operations.complete_leaving import complete_leaving, complete_leaving_anyway
from dapur_hr.operations.correct_first_day import correct_first_day
from dapur_hr.operations.end_employment import end_employment, take_end_back
from dapur_hr.operations.hire_employee import hire_employee, rehire_employee
from dapur_hr.operations.save_personal import SavePersonal, note_household, save_personal
from dapur_hr.pages.first_values import first_values
from dapur_hr.pages.me import me
from dapur_hr.pages.organisation import drawing_of, organisation_of
from dapur_hr.queries.employees import EMPLOYEES
from dapur_hr.queries.employments import CONTRACTS_QUERY, EMPLOYMENTS
from dapur_hr.queries.personal import HOUSEHOLDS, PERSONAL

GROUP = _("People")
_WHO = {"employee": "id"}
HERE = ("employed", "leaving")


async def _hiring(reader: Reader, _parameters: dict[str, str]) -> dict[str, Any]:
    return {"first_day": reader.today}


async def _personal(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await first_values(reader, PERSONAL, parameters, SavePersonal)


PAGES: tuple[Page, ...] = (
    TemplatePage("me", "hr/me.html", _("My data"), "hr.read", me, Menu(_("My data"), 1, "id-badge-2")),
    ListPage(
        "people",
        EMPLOYEES,
        _("Employees"),
        Menu(_("Employees"), 10, "users", GROUP),
        views=(
            View("here", _("Works here"), {"status": "employed,leaving"}),
            View("coming", _("Begins later"), {"status": "coming"}),
            View("left", _("Left"), {"status": "left"}),
            View("all", _("All")),
        ),
        new="people/new",
        new_title=_("Hire"),
        empty=_("Nobody works here yet. Hire the first person."),
    ),
    FormPage("people/new", hire_employee, _("Hire"), "hr/people/{id}", initial=_hiring),
    RecordPage(
        "people/{id}",
        EMPLOYEES,
        "name",
        "people",
        facts=("code", "position", "unit", "manager", "email", "phone"),
        actions=(
            Action(change_assignment, _WHO, when=(*HERE, "coming"), primary=True, icon="briefcase"),
            Action(change_pay, _WHO, when=(*HERE, "coming"), icon="cash"),
            Action(change_contract, _WHO, when=HERE, icon="signature"),
            Action(correct_first_day, _WHO, when=(*HERE, "coming"), icon="calendar-event"),
            Action(note_household, _WHO, icon="home"),
            Action(end_employment, _WHO, when=("employed",), icon="logout", key="x"),
            Action(
                complete_leaving,
                _WHO,
                when=("leaving", "left"),
                icon="checks",
                key="l",
                confirm=_("{name} has given everything back. Complete the leaving?"),
            ),
            Action(complete_leaving_anyway, _WHO, when=("leaving", "left"), icon="alert-triangle"),
            Action(take_end_back, _WHO, when=("leaving",), icon="arrow-back-up"),
            Action(rehire_employee, _WHO, when=("left",), primary=True, icon="user-plus"),
        ),
        history="hr.employee",
        slot="hr.employee",
    ),
    FormPage("people/{id}/personal", save_personal, _("Personal data"), "hr/people/{id}", initial=_personal),
    TemplatePage(
        "organisation",
        "hr/organisation.html",
        _("Organisation chart"),
        "hr.read",
        organisation_of,
        Menu(_("Organisation chart"), 20, "sitemap", GROUP),
    ),
    TemplatePage("organisation/drawing", "hr/drawing.html", _("Organisation chart"), "hr.read", drawing_of),
    ListPage(
        "employments",
        EMPLOYMENTS,
        _("Employments"),
        Menu(_("Employments"), 30, "building", GROUP),
        views=(View("here", _("Works here"), {"status": "employed,leaving"}), View("all", _("All"))),
        empty=_("No employments yet."),
    ),
    ListPage(
        "contracts",
        CONTRACTS_QUERY,
        _("Contracts"),
        Menu(_("Contracts"), 32, "signature", GROUP),
        views=(
            View("now", _("In force"), {"status": "now"}),
            View("fixed", _("Fixed term"), {"status": "now", "kind": "fixed_term"}, "last_day"),
            View("all", _("All")),
        ),
        empty=_("No contracts yet."),
    ),
    ListPage("personal", PERSONAL, _("Personal data"), Menu(_("Personal data"), 34, "id-badge-2", GROUP), empty=_("Nobody yet.")),
    ListPage(
        "households",
        HOUSEHOLDS,
        _("Households"),
        Menu(_("Households"), 36, "home", GROUP),
        views=(View("now", _("Known now"), {"known": "now"}), View("all", _("All"))),
        empty=_("No households are noted yet."),
    ),
)
