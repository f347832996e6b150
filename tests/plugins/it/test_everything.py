"""IT passes what every plugin passes."""

from dapur.testing.inherited import EveryPlugin


class TestIt(EveryPlugin):
    plugin = "it"
    examples = {
        "it.save_mailbox": {
            "address": "bantuan@example.id",
            "host": "imap.example.id",
            "user_name": "bantuan",
            "password": "rahasia",
            "queue_id": 1,
        }
    }
