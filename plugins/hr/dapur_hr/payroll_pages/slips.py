"""Pages of slips: the list (a person's own ones, once released), one, and two months side by side."""

from dapur.contract import ListPage, Menu, Page, TemplatePage, _
from dapur_hr.payroll_pages.slip import one_slip, two_months
from dapur_hr.queries.payslips import PAYSLIP_LINES, PAYSLIPS

GROUP = _("Pay")

PAGES: tuple[Page, ...] = (
    ListPage(
        "payslips",
        PAYSLIPS,
        _("Payslips"),
        Menu(_("Payslips"), 62, "receipt", GROUP),
        empty=_("No payslips yet. They appear here once they are released."),
    ),
    TemplatePage("payslips/{id}", "hr/payslip.html", _("Payslip"), "hr.pay.read", one_slip),
    TemplatePage("payslips/{id}/compare", "hr/two_months.html", _("Two months side by side"), "hr.payroll.read", two_months),
    ListPage("payslip-lines", PAYSLIP_LINES, _("Lines of payslips"), empty=_("No payslips yet.")),
)
