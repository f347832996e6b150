"""What every plugin passes."""

from dapur.testing.inherited import EveryPlugin


class TestIndonesia(EveryPlugin):
    plugin = "indonesia"
