"""What every installed plugin keeps to, ours like a stranger's."""

from dapur.testing.inherited import EveryPlugin
from tests.plugins.administration import inputs as administration


class TestEveryPlugin(EveryPlugin):
    public = administration.PUBLIC | {
        "core.accept_invitation",
        "web.keep_form_draft",
        "web.discard_form_draft",
        "training/certificates/{code}",
    }
    examples = {"core.create_token": {"name": "Toko daring", "scopes": ["core.export"]}, **administration.EXAMPLES}
    # Tokens are looked up before the company is known.
    keys_beyond_companies = frozenset({"api_token_token_hash_key", "invitation_token_hash_key"})
