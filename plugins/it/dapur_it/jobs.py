"""What IT does on a timetable, on the company's clock."""

from dapur.contract import Job, _
from dapur_it.operations.fetch_mail import fetch_mail
from dapur_it.operations.set_state import close_solved
from dapur_it.operations.take_seat import tend_seats
from dapur_it.operations.watch_clocks import lay_out_calendars, watch_clocks

JOBS = (
    Job("it.fetch_mail", _("Fetch mail"), fetch_mail, "*/2 * * * *"),
    Job("it.watch_clocks", _("Watch the clocks"), watch_clocks, "*/5 * * * *"),
    Job("it.close_solved", _("Close solved tickets"), close_solved, "20 1 * * *"),
    Job("it.lay_out_calendars", _("Lay out calendars"), lay_out_calendars, "40 0 * * *"),
    Job("it.tend_seats", _("Tend the seats"), tend_seats, "50 0 * * *"),
)
