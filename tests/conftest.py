"""Fixtures for all tests: those that plugin authors get, too."""

pytest_plugins = ["dapur.testing.fixtures"]

# A package of somebody else; tests/house/test_strangers_package.py installs it and runs its tests.
collect_ignore = ["example_plugin"]
