"""Dapur: a plugin-based ERP core for the back office."""

__version__ = "0.1.0.dev0"
