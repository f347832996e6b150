"""What base can do, a verb a file."""

from dapur_base.operations.add_calendar import add_calendar
from dapur_base.operations.change_calendar import change_calendar
from dapur_base.operations.save_currency import save_currency
from dapur_base.operations.save_party import save_party
from dapur_base.operations.save_rate import save_rate
from dapur_base.operations.set_calendar_day import remove_calendar_day, set_calendar_day
from dapur_base.operations.set_hours import remove_hours, set_hours

OPERATIONS = (
    save_party,
    save_currency,
    save_rate,
    add_calendar,
    change_calendar,
    set_hours,
    remove_hours,
    set_calendar_day,
    remove_calendar_day,
)
