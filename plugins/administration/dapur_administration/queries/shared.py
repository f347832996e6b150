"""Choices that several lists of administration show alike."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Text, case, cast, func

from dapur.contract import Choice, Filter, _
from dapur.tables import company

USE = (Choice("open", _("In use")), Choice("closed", _("No longer used")))
USE_TONES = {"open": "green", "closed": "secondary"}
today = cast(func.timezone(company.c.zone, func.core.now()), Date)
"""The company's day; the statement joins `dapur.tables.company`."""


def use_of(is_closed: ColumnElement[Any]) -> ColumnElement[Any]:
    """Whether it is still chosen."""
    return case((is_closed, "closed"), else_="open")


def use_filter(state: ColumnElement[Any]) -> Filter:
    """In use or not."""
    return Filter("status", _("Status"), "choice", lambda v: state == func.any(v), choices=USE)


def shown_name(indonesian: ColumnElement[Any], english: ColumnElement[Any]) -> ColumnElement[Any]:
    """The name in the reader's language, which every read tells the database."""
    return cast(case((func.current_setting("dapur.language", True) == "en", english), else_=indonesian), Text)


def within(column: ColumnElement[Any], ends: tuple[Any, Any]) -> ColumnElement[bool]:
    """From the first end through the second; None is open."""
    from sqlalchemy import and_, true

    low, high = ends
    return and_(column >= low if low is not None else true(), column <= high if high is not None else true())
