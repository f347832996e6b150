"""Fixtures for all tests: those that plugin authors get, too."""

pytest_plugins = ["dapur.testing.fixtures"]
