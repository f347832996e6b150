"""Notices as departments that require base take them: the core's own."""

from dapur.notices.tell import settle, tell

__all__ = ["settle", "tell"]
