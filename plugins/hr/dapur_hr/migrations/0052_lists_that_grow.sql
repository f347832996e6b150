-- Leave, pay and slips are listed by day or month: the newest without sorting all.
create index leave_request_day on hr.leave_request (company_id, first_day, id);
create index leave_entry_day on hr.leave_entry (company_id, day, id);
create index pay_fact_day on hr.pay_fact (company_id, from_day, id);
create index payslip_month on hr.payslip (company_id, month, id);
