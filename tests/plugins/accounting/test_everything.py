"""What every plugin passes."""

from dapur.testing.inherited import EveryPlugin


class TestAccounting(EveryPlugin):
    plugin = "accounting"
