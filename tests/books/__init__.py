"""Whole ledgers, imported through the product and compared to the last cent through every door."""
