-- What is in a room becomes single words, so that rooms are found by them; until now one line with commas.
alter table administration.room alter column equipment drop default;
alter table administration.room alter column equipment type text[]
    using array_remove(regexp_split_to_array(btrim(equipment), '\s*[,;]\s*'), '');
alter table administration.room alter column equipment set default '{}';
alter table administration.room add constraint room_equipment_is_named
    check (array_position(equipment, '') is null and array_position(equipment, null) is null);
