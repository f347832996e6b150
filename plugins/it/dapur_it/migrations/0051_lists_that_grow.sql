-- Mails and escalations are listed by when they came: the newest without sorting all.
create index incoming_mail_came on it.incoming_mail (company_id, came_at, id);
create index escalation_told on it.escalation (company_id, told_at, id);
