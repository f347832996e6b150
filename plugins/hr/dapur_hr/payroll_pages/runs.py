"""Pages of payrolls: the list, beginning one, one with what can be done, and its comparison."""

from dapur.contract import Action, DocumentLink, FormPage, ListPage, Menu, Page, RecordPage, TemplatePage, View, _
from dapur_hr.documents.bank_file import BANK_FILE
from dapur_hr.operations.payroll.after_posting import release_payslips, reverse_payroll
from dapur_hr.operations.payroll.calculate_payroll import calculate_payroll, start_payroll
from dapur_hr.operations.payroll.post_payroll import post_payroll
from dapur_hr.payroll_pages.compare import compare_payroll
from dapur_hr.queries.payrolls import COMPARISON, PAYROLLS

GROUP = _("Pay")
_ID = {"id": "id"}
OPEN = ("draft", "calculating", "calculated", "checked")

PAGES: tuple[Page, ...] = (
    ListPage(
        "payroll",
        PAYROLLS,
        _("Payrolls"),
        Menu(_("Payrolls"), 60, "report-money", GROUP),
        new="payroll/new",
        new_title=_("Start payroll"),
        empty=_("No payroll yet. Start the one of this month."),
    ),
    FormPage("payroll/new", start_payroll, _("Start payroll"), "hr/payroll/{id}/compare"),
    RecordPage(
        "payroll/{id}",
        PAYROLLS,
        "name",
        "payroll",
        facts=("pay_day", "people", "gross", "employer_cost", "entry_number", "released_at"),
        actions=(
            Action(
                post_payroll,
                _ID,
                when=("checked",),
                primary=True,
                icon="check",
                confirm=_("Post the payroll of {name}? Its slips stay as they are from then on."),
            ),
            Action(release_payslips, _ID, when=("posted",), icon="send", confirm=_("Let everybody see their payslip?")),
            Action(calculate_payroll, _ID, when=OPEN, icon="refresh"),
            Action(reverse_payroll, _ID, when=("posted",), icon="arrow-back-up"),
        ),
        documents=(DocumentLink(BANK_FILE, {"payroll": "id"}, when=("posted",)),),
        aside=("net",),
        history="hr.payroll_run",
        slot="hr.payroll",
    ),
    TemplatePage(
        "payroll/{id}/compare", "hr/compare_payroll.html", _("Compared with last month"), "hr.payroll.read", compare_payroll
    ),
    ListPage(
        "payroll-comparison",
        COMPARISON,
        _("Payroll compared with last month"),
        views=(
            View("open", _("Without a reason"), {"status": "open"}),
            View("problem", _("Not calculated"), {"status": "problem"}),
            View("all", _("All")),
        ),
        empty=_("Nothing differs."),
    ),
)
