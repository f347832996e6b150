-- Lists are read in the order in which they are shown: without these a first page of fifty rows sorted every row of the books
-- (400,000 lines: 240 ms; 3 ms with it).
create index line_day on accounting.line (company_id, date, entry_id, line_no);
create index open_item_due on accounting.open_item (company_id, due, entry_id, line_no);
create index allocation_day on accounting.allocation (company_id, date, id);
create index tax_entry_day on accounting.tax_entry (company_id, date, id);
