-- Pages without sign-in begin with "public", so no company is called so.

alter table core.company drop constraint company_code_not_reserved;
alter table core.company add constraint company_code_not_reserved check (code <> all (array[
    'sign-in', 'sign-out', 'static', 'invitation', 'new-company', 'setup', 'health', 'language', 'graphql', 'public']));
