"""The fixtures that plugin authors get."""

from collections.abc import Sequence

import pytest

pytest_plugins = ["dapur.testing.fixtures"]


@pytest.fixture(scope="session")
def living() -> Sequence[str]:
    """The inherited checks look at the fleet alone, so nobody else has to have lived in their company."""
    return ("core", "fleet")
