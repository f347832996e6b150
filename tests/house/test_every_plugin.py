"""What every installed plugin keeps to, ours like a stranger's; departments say it in tests of their own."""

from dapur.plugins.registry import Registry
from dapur.testing.inherited import EveryPlugin
from tests.plugins.accounting.test_everything import TestAccounting
from tests.plugins.administration.test_everything import TestAdministration
from tests.plugins.base.test_everything import TestBase
from tests.plugins.hr.test_everything import TestHr
from tests.plugins.indonesia.test_everything import TestIndonesia
from tests.plugins.it.test_everything import TestIt
from tests.plugins.logistics.test_everything import TestLogistics
from tests.plugins.training.test_everything import TestTraining

DEPARTMENTS = {TestAccounting, TestAdministration, TestBase, TestHr, TestIndonesia, TestIt, TestLogistics, TestTraining}
NAMES = {department.plugin for department in DEPARTMENTS}
# Collected where they stand.
del TestAccounting, TestAdministration, TestBase, TestHr, TestIndonesia, TestIt, TestLogistics, TestTraining


def test_every_installed_plugin_is_checked(registry: Registry) -> None:
    assert NAMES | {TestCore.plugin, TestWeb.plugin} == set(registry.names)


class TestCore(EveryPlugin):
    plugin = "core"
    public = frozenset({"core.accept_invitation"})
    examples = {"core.create_token": {"name": "Toko daring", "scopes": ["core.export"]}}
    # Tokens are looked up before the company is known.
    keys_beyond_companies = frozenset({"api_token_token_hash_key", "invitation_token_hash_key"})


class TestWeb(EveryPlugin):
    plugin = "web"
    public = frozenset({"web.keep_form_draft", "web.discard_form_draft"})
