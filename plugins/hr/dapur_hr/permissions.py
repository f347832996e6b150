"""Rights of people and pay, and who is suggested to hold them.

Pay is a compartment of its own: nothing follows from being somebody's manager. The administrator is suggested for every
right because nobody can give a right that they lack.
"""

from dapur.contract import Permission, Role, _
from dapur_hr.payroll_permissions import PAYROLL_PERMISSIONS

OFFICERS = ("administrator", "hr_officer")
PAY = ("administrator", "payroll_officer")

EVERYBODY = ("core.notice.read", "core.view.save", "core.export", "base.task.use")
APPROVALS = (*EVERYBODY, "base.approval.request", "base.approval.decide")
FIGURES = "core.figures.read"
ROLES = (
    Role(
        "hr_officer",
        _("HR officer"),
        _("Hires, keeps people's data and time off."),
        ("base.read", "core.people.read", FIGURES, *APPROVALS),
    ),
    Role(
        "payroll_officer",
        _("Payroll officer"),
        _("Sees and sets pay, runs the payroll."),
        ("base.read", "base.private.read", FIGURES, *APPROVALS),
    ),
    Role("manager", _("Manager"), _("Sees the own team and approves its time off; never pay."), (FIGURES, *APPROVALS)),
    Role("employee", _("Employee"), _("Sees the own data and asks for leave."), EVERYBODY),
)
PERMISSIONS = (
    *ROLES,
    Permission(
        "hr.read",
        _("See who works here and the organisation"),
        ("administrator", "hr_officer", "payroll_officer", "manager", "employee", "auditor", "accountant", "approver", "clerk"),
    ),
    Permission(
        "hr.employee.read",
        _("See employments and contracts"),
        ("administrator", "hr_officer", "payroll_officer", "auditor", "manager", "employee"),
        rows=("own_team", "self"),
        narrowed={"manager": "own_team", "employee": "self"},
    ),
    Permission("hr.employee.manage", _("Hire, change and end employments"), OFFICERS),
    Permission("hr.checklist.manage", _("Keep the checklist of joining and leaving"), OFFICERS),
    Permission("hr.leaving.override", _("Complete a leaving although something is still held"), ("administrator",)),
    Permission(
        "hr.personal.read",
        _("See personal data of employees"),
        ("administrator", "hr_officer", "payroll_officer", "employee"),
        sensitive=True,
        rows=("self",),
        narrowed={"employee": "self"},
    ),
    Permission(
        "hr.pay.read",
        _("See pay"),
        ("administrator", "payroll_officer", "auditor", "employee"),
        sensitive=True,
        rows=("self",),
        narrowed={"employee": "self"},
    ),
    Permission("hr.pay.manage", _("Set pay"), PAY, sensitive=True),
    Permission(
        "hr.leave.read",
        _("See leave and its balances"),
        ("administrator", "hr_officer", "payroll_officer", "auditor", "manager", "employee"),
        rows=("own_team", "self"),
        narrowed={"manager": "own_team", "employee": "self"},
    ),
    Permission("hr.leave.request", _("Ask for leave"), ("administrator", "hr_officer", "manager", "employee")),
    Permission(
        "hr.leave.approve",
        _("Approve leave"),
        ("administrator", "hr_officer", "manager"),
        rows=("own_team",),
        narrowed={"manager": "own_team"},
    ),
    Permission("hr.leave.manage", _("Keep leave and its balances for others"), OFFICERS),
    Permission("hr.leave.set_up", _("Set up kinds of leave"), OFFICERS),
    *PAYROLL_PERMISSIONS,
)
