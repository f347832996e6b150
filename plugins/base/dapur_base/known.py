"""Facts that are never overwritten, in a list: whether a row is what is known now, or what was known before."""

from typing import Any

from sqlalchemy import ColumnElement, case, func

from dapur.contract import Choice, Column, Filter, _

KNOWN = (Choice("now", _("Known now")), Choice("before", _("Known before")))


def _state(known_to: ColumnElement[Any]) -> ColumnElement[Any]:
    return case((known_to.is_(None), "now"), else_="before")


def known_column(known_to: ColumnElement[Any], phone: int = 0) -> Column:
    """The column "status". known_to: until when the row was known, null while it is."""
    tones = {"now": "green", "before": "secondary"}
    return Column("status", _("Known"), "status", _state(known_to), choices=KNOWN, tones=tones, phone=phone)


def known_filter(known_to: ColumnElement[Any]) -> Filter:
    """The filter "known"."""
    return Filter("known", _("Known"), "choice", lambda v: _state(known_to) == func.any(v), choices=KNOWN)
