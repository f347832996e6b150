"""Departments together, and each without the others."""
