"""Measurements against raw PostgreSQL, as ratios in one run: `make bench`."""
