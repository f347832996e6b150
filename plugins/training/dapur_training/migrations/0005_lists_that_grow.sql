-- Certificates and proofs are listed by their day: the newest without sorting all.
create index certificate_day on training.certificate (company_id, issued_on, id);
create index skill_proof_day on training.skill_proof (company_id, from_day, id);
