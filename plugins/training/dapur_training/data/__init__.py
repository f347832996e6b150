"""The courses that come with Dapur, as files: a TOML with facts and quiz, the lessons in it as Markdown.

Written for Dapur; each file names its sources where it tells facts of law or of science.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from dapur_training.families import Family

ORDER = ("administrative", "communication", "analytical", "technology", "time_management", "problem_solving")


@dataclass(frozen=True, slots=True)
class LibrarySkill:
    """The skill that a course gives."""

    code: str
    name_id: str
    name_en: str
    level: int


@dataclass(frozen=True, slots=True)
class Library:
    """A course of the library. lessons, questions: inputs of the operations that make them."""

    code: str
    family: Family
    title_id: str
    title_en: str
    summary_id: str
    summary_en: str
    quiz_minutes: int
    pass_percent: int
    skill: LibrarySkill
    lessons: tuple[dict[str, Any], ...]
    questions: tuple[dict[str, Any], ...]


@lru_cache
def library() -> tuple[Library, ...]:
    """All of them, in the order of the families."""
    folder = files(__package__)
    return tuple(_read(tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))) for name in ORDER)


def _read(raw: dict[str, Any]) -> Library:
    lessons = tuple({**one, "body_id": one["body_id"].strip(), "body_en": one["body_en"].strip()} for one in raw.pop("lessons"))
    return Library(skill=LibrarySkill(**raw.pop("skill")), lessons=lessons, questions=tuple(raw.pop("questions")), **raw)
