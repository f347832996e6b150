-- Bulk posting joins arrays of thousands with what is booked. On books that were just filled the planner knows no
-- statistics yet, takes the booked side for one row, and loops over both: ten times slower at 6,000 entries.
do $$
declare f regprocedure;
begin
    for f in select p.oid::regprocedure from pg_proc p
             where p.pronamespace = 'accounting'::regnamespace and p.proname = 'post_entries' loop
        execute format('alter function %s set enable_nestloop = off', f);
    end loop;
end $$;
