"""What base can do, a verb a file."""

from dapur_base.operations.add_calendar import add_calendar
from dapur_base.operations.add_task import add_task
from dapur_base.operations.add_usual_units import add_usual_units
from dapur_base.operations.assign_person import assign_person
from dapur_base.operations.change_calendar import change_calendar
from dapur_base.operations.change_task import change_task, reassign_task
from dapur_base.operations.decide_approval import approve, decline
from dapur_base.operations.delegate import delegate, end_delegation
from dapur_base.operations.delete_conversion import delete_conversion
from dapur_base.operations.end_assignment import end_assignment
from dapur_base.operations.end_task import cancel_task, finish_task, reopen_task
from dapur_base.operations.make_tasks import make_tasks
from dapur_base.operations.merge_parties import merge_parties
from dapur_base.operations.party_notes import comment_party, tag_party
from dapur_base.operations.remind_approvers import remind_approvers
from dapur_base.operations.request_approval import ask_approval, withdraw_approval
from dapur_base.operations.save_address import save_address
from dapur_base.operations.save_approval_policy import save_approval_policy
from dapur_base.operations.save_bank_account import save_bank_account
from dapur_base.operations.save_conversion import save_conversion
from dapur_base.operations.save_currency import save_currency
from dapur_base.operations.save_identifier import save_identifier
from dapur_base.operations.save_organisation_unit import save_organisation_unit
from dapur_base.operations.save_party import save_party
from dapur_base.operations.save_place import add_country_places, save_place
from dapur_base.operations.save_position import save_position
from dapur_base.operations.save_rate import save_rate
from dapur_base.operations.save_task_rule import save_task_rule
from dapur_base.operations.save_unit import save_unit
from dapur_base.operations.send_reminders import send_reminders
from dapur_base.operations.set_calendar_day import remove_calendar_day, set_calendar_day
from dapur_base.operations.set_hours import remove_hours, set_hours
from dapur_base.operations.set_place_holiday import remove_place_holiday, set_place_holiday
from dapur_base.operations.take_party import take_party
from dapur_base.operations.undo_merge import undo_merge

OPERATIONS = (
    save_party,
    save_currency,
    save_rate,
    save_organisation_unit,
    save_position,
    assign_person,
    end_assignment,
    save_unit,
    save_conversion,
    delete_conversion,
    add_usual_units,
    save_address,
    save_bank_account,
    save_identifier,
    merge_parties,
    undo_merge,
    take_party,
    add_calendar,
    change_calendar,
    set_hours,
    remove_hours,
    set_calendar_day,
    remove_calendar_day,
    save_place,
    add_country_places,
    set_place_holiday,
    remove_place_holiday,
    add_task,
    change_task,
    reassign_task,
    finish_task,
    cancel_task,
    reopen_task,
    save_task_rule,
    make_tasks,
    send_reminders,
    ask_approval,
    approve,
    decline,
    withdraw_approval,
    delegate,
    end_delegation,
    save_approval_policy,
    remind_approvers,
    comment_party,
    tag_party,
)
