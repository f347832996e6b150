"""Inputs of administration that nobody can guess: times of the day."""

from typing import Any

PUBLIC = frozenset({"administration/feeds/{token}"})
TIMES = {"starts": "09:00", "ends": "10:00"}
EXAMPLES: dict[str, dict[str, Any]] = {
    "administration.book_room": {"room_id": 1, "title": "Rapat", "day": "2026-03-02", **TIMES},
    "administration.plan_series": {"room_id": 1, "title": "Rapat", "day": "2026-03-02", "count": 2, **TIMES},
    "administration.book_by_words": {"room_id": 1, "title": "Rapat", "when": "2/3/2027 9-10"},
    "administration.book_series": {"room_id": 1, "title": "Rapat", "day": "2026-03-02", "count": 2, **TIMES},
    "administration.move_booking": {"id": 1, "room_id": 1, "day": "2026-03-02", **TIMES},
    "administration.move_by_words": {"id": 1, "when": "2/3/2027 9-10"},
    "administration.move_following": {"id": 1, "starts": "09:00"},
}
