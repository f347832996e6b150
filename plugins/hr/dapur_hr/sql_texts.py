"""Sentences that the SQL of hr refuses with, here so that they are translated like all others."""

from dapur.contract import _

TEXTS = (
    _("A line belongs to the payroll of its payslip."),
    _("Days of leave are written by operations only."),
    _("The leaving is completed. Hire the employee again instead."),
    _("There are not enough days of leave: {short} too few."),
    _("This employment has no last day."),
    _("This month is posted. Enter it for the next one."),
    _("What is posted stays as it is. Correct it with a new entry."),
    _("What was known stays as it was. Note a new fact instead."),
)
