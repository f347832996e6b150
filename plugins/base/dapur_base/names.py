"""Names that are kept in Indonesian and English: a query shows the reader's."""

from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast, func


def shown_name(indonesian: ColumnElement[Any], english: ColumnElement[Any]) -> ColumnElement[Any]:
    """The name in the reader's language, which every read tells the database."""
    return cast(case((func.current_setting("dapur.language", True) == "en", english), else_=indonesian), Text)
