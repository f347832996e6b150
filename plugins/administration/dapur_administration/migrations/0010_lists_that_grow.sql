-- Documents and letters are listed by their day: the newest without sorting all.
create index document_day on administration.document (company_id, document_date, id);
create index incoming_letter_day on administration.incoming_letter (company_id, received_on, id);
create index evidence_day on administration.evidence (company_id, handed_in_on, id);
