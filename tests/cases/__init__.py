"""Worked cases of the trade (schema dapur-cases/1), run through operations."""
