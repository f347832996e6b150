"""What can be done in IT."""

from dapur.contract import Operation
from dapur_it.operations.add_need import add_need, add_redundant_need, add_user, link_component, remove_need, remove_user
from dapur_it.operations.change_ticket import assign_ticket, change_ticket, move_ticket, set_priority, take_ticket
from dapur_it.operations.end_asset import back_from_repair, dispose_asset, find_asset, lose_asset, send_to_repair
from dapur_it.operations.fetch_mail import fetch_mail
from dapur_it.operations.files import FILE_OPERATIONS
from dapur_it.operations.link_asset import link_asset, unlink_asset
from dapur_it.operations.link_ticket import link_ticket, unlink_ticket
from dapur_it.operations.look_at_ticket import look_at_ticket
from dapur_it.operations.merge_ticket import merge_ticket
from dapur_it.operations.move_asset import assign_asset, receive_asset, return_asset, sign_receipt
from dapur_it.operations.open_ticket import ask_for_help, open_ticket
from dapur_it.operations.receive_mail import receive_mail
from dapur_it.operations.save_article import save_article
from dapur_it.operations.save_asset import save_asset
from dapur_it.operations.save_component import save_component
from dapur_it.operations.save_escalation_level import add_escalation_level, remove_escalation_level
from dapur_it.operations.save_licence import buy_seats, reduce_seats, save_licence
from dapur_it.operations.save_mailbox import save_mailbox
from dapur_it.operations.save_queue import save_queue
from dapur_it.operations.save_request_type import save_request_type
from dapur_it.operations.set_state import close_solved, reopen_ticket, set_state, solve_ticket
from dapur_it.operations.set_target import set_target
from dapur_it.operations.split_ticket import split_ticket
from dapur_it.operations.take_seat import give_back_seat, take_seat, tend_seats
from dapur_it.operations.use_spare_part import use_spare_part
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
    merge_ticket,
    split_ticket,
    link_ticket,
    unlink_ticket,
    look_at_ticket,
    watch_clocks,
    lay_out_calendars,
    save_asset,
    receive_asset,
    assign_asset,
    return_asset,
    sign_receipt,
    send_to_repair,
    back_from_repair,
    lose_asset,
    find_asset,
    dispose_asset,
    link_asset,
    unlink_asset,
    save_licence,
    buy_seats,
    reduce_seats,
    take_seat,
    give_back_seat,
    tend_seats,
    save_component,
    add_need,
    add_redundant_need,
    remove_need,
    add_user,
    remove_user,
    link_component,
    save_mailbox,
    receive_mail,
    fetch_mail,
    save_article,
    use_spare_part,
    *FILE_OPERATIONS,
)
