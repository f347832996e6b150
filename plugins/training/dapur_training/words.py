"""Words that are kept in Indonesian and English: the reader's language, or the other one where it is empty."""

from typing import Any

from sqlalchemy import ColumnElement, cast, func
from sqlalchemy import Text as TextType
from sqlalchemy import case as sql_case


def chosen(indonesian: str, english: str, language: str) -> str:
    """The text for a reader."""
    return (english or indonesian) if language == "en" else (indonesian or english)


def chosen_column(indonesian: ColumnElement[Any], english: ColumnElement[Any]) -> ColumnElement[Any]:
    """The same in a query, which knows the reader's language."""
    first = sql_case((func.current_setting("dapur.language", True) == "en", english), else_=indonesian)
    return cast(func.coalesce(func.nullif(first, ""), indonesian, english), TextType)
