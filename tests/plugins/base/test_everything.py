"""What every plugin passes."""

from dapur.testing.inherited import EveryPlugin


class TestBase(EveryPlugin):
    plugin = "base"
