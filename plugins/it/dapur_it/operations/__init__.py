"""What can be done in IT."""

from dapur.contract import Operation
from dapur_it.operations.change_ticket import assign_ticket, change_ticket, move_ticket, set_priority, take_ticket
from dapur_it.operations.open_ticket import ask_for_help, open_ticket
from dapur_it.operations.save_escalation_level import add_escalation_level, remove_escalation_level
from dapur_it.operations.save_queue import save_queue
from dapur_it.operations.save_request_type import save_request_type
from dapur_it.operations.set_state import close_solved, reopen_ticket, set_state, solve_ticket
from dapur_it.operations.set_target import set_target
from dapur_it.operations.watch_clocks import lay_out_calendars, watch_clocks
from dapur_it.operations.write_to_ticket import answer_my_ticket, confirm_solved, write_to_ticket

OPERATIONS: tuple[Operation, ...] = (
    save_queue,
    save_request_type,
    set_target,
    add_escalation_level,
    remove_escalation_level,
    open_ticket,
    ask_for_help,
    change_ticket,
    set_priority,
    move_ticket,
    assign_ticket,
    take_ticket,
    set_state,
    solve_ticket,
    reopen_ticket,
    close_solved,
    write_to_ticket,
    answer_my_ticket,
    confirm_solved,
    watch_clocks,
    lay_out_calendars,
)
