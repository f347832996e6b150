"""Fixtures for all tests: those that plugin authors get, too."""

import gc

from hypothesis import HealthCheck, settings

pytest_plugins = ["dapur.testing.fixtures"]

# A package of somebody else; tests/house/test_strangers_package.py installs it and runs its tests.
collect_ignore = ["example_plugin"]

# A busy machine is no fault of what is tested.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """What is loaded stays: as in the server, the collector need not look at it again and again."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
