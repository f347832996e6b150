"""What every plugin keeps to, for administration alone."""

from dapur.testing.inherited import EveryPlugin


class TestAdministration(EveryPlugin):
    plugin = "administration"
    public = frozenset({"administration/feeds/{token}"})
    examples = {
        "administration.book_series": {
            "room_id": 1, "title": "Rapat", "day": "2026-03-02", "starts": "09:00", "ends": "10:00", "count": 2
        },
    }  # fmt: skip
