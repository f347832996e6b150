-- Whether a rate was checked against its regulation. Country packs hold some that were written from memory; a person who sets a
-- rate has looked it up.

alter table accounting.tax_rate add column is_checked boolean not null default true;
