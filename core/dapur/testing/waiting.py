"""Waiting for what another process does, without guessing how long it takes."""

import time
from collections.abc import Callable


def until(happened: Callable[[], bool], *, seconds: float = 30) -> None:
    """Ask again and again until it happened. Raises AssertionError after `seconds`."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, f"it did not happen within {seconds} s"
        time.sleep(0.02)
