"""What every plugin keeps to, for administration alone."""

from dapur.testing.inherited import EveryPlugin
from tests.plugins.administration.inputs import EXAMPLES, PUBLIC


class TestAdministration(EveryPlugin):
    plugin = "administration"
    public = PUBLIC
    examples = EXAMPLES
