-- Approvals and rates are listed by when they were asked or hold: the newest without sorting all.
create index approval_request_at on base.approval_request (company_id, requested_at, id);
create index exchange_rate_day on base.exchange_rate (company_id, day, id);
