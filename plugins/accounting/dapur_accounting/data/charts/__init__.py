"""Charts of accounts to begin with, read from their files."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

CHARTS = ("indonesia", "neutral")


@dataclass(frozen=True)
class ChartAccount:
    """An account or heading of a chart. `path`: the codes from the top, joined by colons."""

    code: str
    path: str
    parent: str
    name_id: str
    name_en: str
    type: str
    subtype: str
    line: str
    is_group: bool


@dataclass(frozen=True)
class Chart:
    """A chart: accounts with headings before what stands below them, and account codes by role."""

    source: str
    accounts: tuple[ChartAccount, ...]
    roles: dict[str, str]


@lru_cache
def read_chart(name: str) -> Chart:
    """A chart of this package. Raises FileNotFoundError."""
    raw = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    headings = {h["code"]: h for h in raw["heading"]}
    groups = {code: _account(h, headings, is_group=True) for code, h in headings.items()}
    accounts = [_account(a, headings, is_group=False) for a in raw["account"]]
    return Chart(raw["source"], tuple(sorted([*groups.values(), *accounts], key=lambda a: a.path)), dict(raw["roles"]))


def _account(raw: dict[str, str], headings: dict[str, dict[str, str]], *, is_group: bool) -> ChartAccount:
    above = _above(raw, headings)
    path = ":".join([*above, raw["code"]])
    kind = headings[above[0]]["type"] if above else raw["type"]
    return ChartAccount(
        raw["code"], path, ":".join(above), raw["id"], raw["en"], kind, raw.get("subtype", ""), raw.get("line", ""), is_group
    )


def _above(raw: dict[str, str], headings: dict[str, dict[str, str]]) -> list[str]:
    below = raw.get("below", "")
    return [*_above(headings[below], headings), below] if below else []
