"""The fixtures that plugin authors get."""

pytest_plugins = ["dapur.testing.fixtures"]
