"""What people and pay read, by noun."""

from dapur_hr.queries.checklists import CHECKLIST, STEPS
from dapur_hr.queries.employees import EMPLOYEES, POSITIONS, UNITS
from dapur_hr.queries.employments import CONTRACTS_QUERY, EMPLOYMENTS
from dapur_hr.queries.leave import LEAVE_ENTRIES, LEAVE_REQUESTS, LEAVE_RULES, LEAVE_TYPES
from dapur_hr.queries.pay import PAY, PAY_COMPONENTS
from dapur_hr.queries.pay_inputs import COMPANY_PAYROLL_FACTS, PAY_ACCOUNTS, PAY_ENTRIES, PAY_RULES, PAYROLL_FACTS
from dapur_hr.queries.payrolls import COMPARISON, PAYROLLS
from dapur_hr.queries.payslips import PAYSLIP_LINES, PAYSLIPS
from dapur_hr.queries.personal import HOUSEHOLDS, PERSONAL

PEOPLE = (EMPLOYEES, UNITS, POSITIONS, EMPLOYMENTS, CONTRACTS_QUERY, PERSONAL, HOUSEHOLDS, CHECKLIST, STEPS)
LEAVE = (LEAVE_TYPES, LEAVE_RULES, LEAVE_REQUESTS, LEAVE_ENTRIES)
PAYROLL = (
    PAYROLLS, COMPARISON, PAYSLIPS, PAYSLIP_LINES, PAY_ENTRIES, PAY_RULES, PAYROLL_FACTS, COMPANY_PAYROLL_FACTS, PAY_ACCOUNTS,
)  # fmt: skip
QUERIES = (*PEOPLE, PAY_COMPONENTS, PAY, *LEAVE, *PAYROLL)
