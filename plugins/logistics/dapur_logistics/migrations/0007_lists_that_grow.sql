-- Movements of all items are listed by day: a first page of fifty rows sorted every move (1,000,000: 1.4 s; 30 ms with it).
create index move_day on logistics.move (company_id, day, id);
