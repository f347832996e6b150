"""A page outside of every company, for the screen at the gate."""

from collections.abc import Sequence
from typing import Any

from dapur.contract import UserInterface


def make(house: Any) -> Sequence[Any]:
    """The route handlers; Litestar is imported only where something is served."""
    from litestar import MediaType, get

    @get("/fleet-kiosk", media_type=MediaType.TEXT, opt={"permission": "public"}, sync_to_thread=False)
    def kiosk() -> str:
        return "Fleet 1.0.0"

    return [kiosk]


KIOSK = UserInterface("fleet-kiosk", make)
