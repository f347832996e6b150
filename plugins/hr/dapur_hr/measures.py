"""Figures of people. Each obeys the row scope of whoever looks: a manager sees those of the own team."""

from dapur.contract import Measure, _
from dapur_hr.queries.employments import EMPLOYMENTS
from dapur_hr.queries.leave import LEAVE_ENTRIES
from dapur_hr.queries.payslips import PAYSLIPS

MEASURES = (
    Measure(
        "hr.headcount",
        _("Employees"),
        _("Employments in force on the last day of the period."),
        EMPLOYMENTS,
        "hr/employments",
        unit=_("people"),
        days="employed",
        span="on",
    ),
    Measure(
        "hr.left",
        _("Left"),
        _("Employments whose last day is in the period, whatever the reason."),
        EMPLOYMENTS,
        "hr/employments",
        unit=_("people"),
        days="last_day",
        better="less",
    ),
    Measure(
        "hr.leave_left",
        _("Days of leave not taken"),
        _("Days of leave granted less taken and lapsed, through the last day of the period."),
        LEAVE_ENTRIES,
        "hr/leave-entries",
        unit=_("days"),
        total="days",
        days="day",
        span="through",
    ),
    Measure(
        "hr.gross_pay",
        _("Gross pay"),
        _("Gross of the slips of posted payrolls whose month begins in the period."),
        PAYSLIPS,
        "hr/payslips",
        total="gross",
        filters={"status": ["posted"]},
        days="month",
    ),
)
