"""Outgoing mail: part of the transaction that wants it, sent in the background, kept as a log with what became of it."""
