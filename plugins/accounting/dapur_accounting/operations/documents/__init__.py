"""Invoices, bills, credit notes and advances: what they have in common, and what sets each kind apart."""
