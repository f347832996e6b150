-- The orders in which long lists open, so that a page costs the same however many rows there are.

create index party_by_name on base.party (company_id, name, id);
create index assignment_by_day on base.assignment (company_id, from_day desc, id desc);
