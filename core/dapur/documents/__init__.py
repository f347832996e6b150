"""Documents: one table, written as PDF, XLSX, CSV or plain text; and spreadsheets read for imports."""
