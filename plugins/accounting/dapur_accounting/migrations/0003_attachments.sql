-- Files at posted entries.

select core.make_attachment_table('accounting.entry_file', 'accounting.entry');
