"""Rights of a month's payroll. Managers hold none of them: nothing follows from leading somebody."""

from dapur.contract import Permission, _

OFFICER = ("administrator", "payroll_officer")

PAYROLL_PERMISSIONS = (
    Permission("hr.payroll.read", _("See payrolls with everybody's pay"), (*OFFICER, "auditor"), sensitive=True),
    Permission("hr.payroll.run", _("Run the payroll: enter, calculate, check"), OFFICER, sensitive=True),
    Permission("hr.payroll.post", _("Post, release and reverse payrolls"), OFFICER),
    Permission("hr.payroll.set_up", _("Set how pay is calculated and booked"), OFFICER),
)
