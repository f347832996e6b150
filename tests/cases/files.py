"""Case files as data: `dapur-cases/1`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

SCHEMA = "dapur-cases/1"


@dataclass(frozen=True)
class Case:
    """What is given, done and expected. `continues`: id of the case from whose end it starts."""

    id: str
    title: str
    given: Mapping[str, Any]
    when: Sequence[Mapping[str, Any]]
    then: Sequence[Mapping[str, Any]]

    @property
    def continues(self) -> str:
        """The case before this one, or ""."""
        return str(self.given.get("continues", ""))


@dataclass(frozen=True)
class CaseFile:
    """All cases of one department in one file."""

    path: Path
    department: str
    cases: Mapping[str, Case]

    def chain(self, case: Case) -> list[Case]:
        """The cases to play, the first one first."""
        before = self.chain(self.cases[case.continues]) if case.continues else []
        return [*before, case]


class CaseFileError(Exception):
    """The file is no case file; the sentence says why."""


def read_case_file(path: Path) -> CaseFile:
    """Read a file. Raises CaseFileError."""
    try:
        raw = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise CaseFileError(f"{path}: cannot be read ({error})") from error
    if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
        raise CaseFileError(f"{path}: is not of the schema {SCHEMA}")
    cases = [Case(str(c["id"]), c.get("title", ""), c.get("given") or {}, c["when"], c["then"]) for c in raw["cases"]]
    return CaseFile(path, raw["department"], {case.id: case for case in cases})
