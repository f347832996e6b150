-- A draft may become another kind of the same side: an invoice an advance, say. What is posted stays as it is (keep_posted).

grant update (kind) on accounting.document to dapur_app;
