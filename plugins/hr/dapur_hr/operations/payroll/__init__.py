"""What can be done with a month's pay, a verb a file."""

from dapur_hr.operations.payroll.after_posting import book_waiting_payrolls, release_payslips, reverse_payroll
from dapur_hr.operations.payroll.calculate_payroll import (
    calculate_payroll,
    calculate_payroll_piece,
    recalculate_payslip,
    start_payroll,
)
from dapur_hr.operations.payroll.check_payslips import check_payslips
from dapur_hr.operations.payroll.pay_entries import add_pay_entry, change_pay_entry, remove_pay_entry
from dapur_hr.operations.payroll.pay_facts import note_company_payroll_facts, note_payroll_facts, share_cost
from dapur_hr.operations.payroll.pay_rules import save_pay_rule, save_pay_slices
from dapur_hr.operations.payroll.post_payroll import post_payroll
from dapur_hr.operations.payroll.set_pay_account import set_pay_account

PAYROLL_OPERATIONS = (
    save_pay_rule,
    save_pay_slices,
    note_payroll_facts,
    note_company_payroll_facts,
    set_pay_account,
    share_cost,
    add_pay_entry,
    change_pay_entry,
    remove_pay_entry,
    start_payroll,
    calculate_payroll,
    calculate_payroll_piece,
    recalculate_payslip,
    check_payslips,
    post_payroll,
    release_payslips,
    reverse_payroll,
    book_waiting_payrolls,
)
