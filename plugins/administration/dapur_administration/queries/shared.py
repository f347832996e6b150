"""Choices that several lists of administration show alike."""

from typing import Any

from sqlalchemy import ColumnElement, Date, case, cast, func

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
