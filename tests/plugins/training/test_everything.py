"""What every plugin passes."""

from dapur.testing.inherited import EveryPlugin


class TestTraining(EveryPlugin):
    plugin = "training"
    public = frozenset({"training/certificates/{code}"})
