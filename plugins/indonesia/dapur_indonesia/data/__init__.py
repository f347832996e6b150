"""Statutory figures by date, each with its regulation. Never edit a past version: add one and close the old."""
