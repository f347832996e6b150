"""What every plugin keeps to, logistics too."""

from dapur.testing.inherited import EveryPlugin


class TestLogistics(EveryPlugin):
    plugin = "logistics"
