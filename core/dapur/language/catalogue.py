"""Catalogues: the English text of the code is the key, `locale/id.po` of each package has the Indonesian.

English needs no catalogue but for the singular of counted texts: the code says `{count} entries`,
`locale/en.po` says `{count} entry` for one.
"""

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from babel.messages.pofile import read_po

from dapur.contract.words import Text, Words, _
from dapur.language.dates import MonthOf, format_date, format_moment, month_name
from dapur.language.numbers import Money, currency_decimals, format_money, format_number

LANGUAGES = ("id", "en")
CORE = "dapur"


@dataclass(frozen=True)
class Catalogue:
    """The words of one language: text by English text, and forms for counted texts."""

    language: str
    texts: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def find(self, message: str, values: Mapping[str, Any]) -> str:
        """The text of a message in this language, not yet filled; the English where it is not translated."""
        if self.plurals and "count" in values and (forms := self.plurals.get(message)):
            single = self.language == "en" and values["count"] == 1
            return forms[0] if single or len(forms) == 1 else forms[-1]
        return self.texts.get(message, message)


@dataclass(frozen=True, slots=True)
class Inside(Text):
    """A title as part of a sentence: its first letter is small unless it is an abbreviation ("NPWP")."""


_packages: tuple[str, ...] = (CORE,)


def use_packages(packages: Iterable[str]) -> None:
    """Say which packages' catalogues count, in dependency order; core is always first. Called at start."""
    global _packages
    _packages = (CORE, *(name for name in packages if name != CORE))
    catalogue.cache_clear()


@lru_cache
def catalogue(language: str) -> Catalogue:
    """The merged catalogue of the packages in use; where two translate one text, the first counts."""
    texts: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for package in _packages:
        found = read_catalogue(package, language)
        texts = {**found.texts, **texts}
        plurals = {**found.plurals, **plurals}
    return Catalogue(language, texts, plurals)


@lru_cache(maxsize=128)
def read_catalogue(package: str, language: str) -> Catalogue:
    """One package's catalogue; empty where it has no file. Unfinished entries (empty, fuzzy) are left out."""
    source = files(package).joinpath("locale", f"{language}.po")
    if not source.is_file():
        return Catalogue(language)
    with source.open("rb") as stream:
        entries = read_po(stream, locale=language)
    texts: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        if not entry.id or entry.fuzzy or not entry.string:
            continue
        if isinstance(entry.id, str):
            texts[entry.id] = str(entry.string)
        elif all(entry.string):
            plurals[entry.id[0]] = tuple(entry.string)
    return Catalogue(language, texts, plurals)


@lru_cache(maxsize=4096)
def parts(message: str) -> tuple[tuple[str, str | None], ...]:
    """A message cut into (literal, placeholder) pairs. Raises ValueError for a broken placeholder."""
    return tuple((literal, name) for literal, name, _spec, _conversion in string.Formatter().parse(message))


def translate(text: Words, language: str, zone: str = "Asia/Jakarta") -> str:
    """Words for a reader: translated, with each value formatted in the reader's language.

    A str is shown as it is. Among the values a whole number is a count and gets its groups, so a
    year goes in as a date or a str; moments are shown on the clock of `zone`.
    """
    if isinstance(text, str):
        return text
    message = catalogue(language).find(text.message, text.values)
    if text.values:
        message = fill(message, text.values, language, zone)
    if isinstance(text, Inside) and message[:1].isupper() and not message[1:2].isupper():
        return message[0].lower() + message[1:]
    return message


def fill(message: str, values: Mapping[str, Any], language: str, zone: str = "Asia/Jakarta") -> str:
    """A message with its placeholders filled; one without a value stays visible."""
    filled: list[str] = []
    for literal, name in parts(message):
        filled.append(literal)
        if name is not None:
            filled.append(show(values[name], language, zone) if name in values else "{" + name + "}")
    return "".join(filled)


def show(value: Any, language: str, zone: str = "Asia/Jakarta") -> str:
    """Any value for a reader: words, number, amount, date, moment, yes and no, or a list of these."""
    match value:
        case str():
            return value
        case Text():
            return translate(value, language, zone)
        case bool():
            return translate(_("yes") if value else _("no"), language)
        case Decimal() | int():
            return format_number(value, language)
        case Money():
            return format_money(value.amount, value.currency, currency_decimals(value.currency), language, bare=False)
        case datetime():
            return format_moment(value, zone, language)
        case MonthOf():
            return month_name(value, language)
        case date():
            return format_date(value, language)
        case None:
            return ""
        case list() | tuple():
            return ", ".join(show(part, language, zone) for part in value)
    return str(value)
