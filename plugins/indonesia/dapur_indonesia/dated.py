"""Statutory data by date: the version of a block that is in force on a day."""

import tomllib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from dapur.contract import Refused, _

Block = Mapping[str, Any]


def block(file: str, name: str, day: date) -> Block:
    """The version of a block (`pph21`, `ter_monthly`) in force on a day. Raises Refused (STATUTE_UNKNOWN)."""
    found = block_or_none(file, name, day)
    if found is None:
        raise Refused("STATUTE_UNKNOWN", _("No rule is known for {day}. Choose a date from 2024 on.").fill(day=day), field="date")
    return found


@lru_cache(maxsize=4096)
def block_or_none(file: str, name: str, day: date) -> Block | None:
    """The version in force on a day, where a rule need not exist all the time (a relief)."""
    for version in read_data(file)[name]:
        if version["effective_from"] <= day <= version.get("effective_to", date.max):
            return MappingProxyType(version)
    return None


@lru_cache
def read_data(file: str) -> Block:
    """A file of `data/`. Raises FileNotFoundError."""
    return tomllib.loads(files("dapur_indonesia.data").joinpath(f"{file}.toml").read_text("utf-8"))


@lru_cache(maxsize=1024)
def percent(text: str) -> Fraction:
    """A rate that is written in percent."""
    return Fraction(text) / 100
