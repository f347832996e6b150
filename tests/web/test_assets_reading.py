"""Scripts read numbers and dates exactly as the server does, so that what is shown on leaving a field is what is saved."""

import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dapur.language.dates import parse_date
from dapur.language.numbers import format_number, parse_number
from dapur.language.unclear import Unclear
from web.assets.build import CannotBuild, programs

SCRIPTS = Path(__file__).resolve().parents[2] / "web" / "assets" / "js"
LANGUAGES = ("id", "en")
TODAY = date(2026, 11, 30)

READER = """
import { readNumber, formatNumber, addNumbers } from "%(folder)s/numbers.js";
import { readDate, isoDate } from "%(folder)s/dates.js";
import { readFileSync } from "node:fs";
const today = new Date("%(today)sT00:00:00Z");
const acts = {
  number: ([text, language]) => readNumber(text, language),
  shown: ([plain, language]) => formatNumber(plain, language),
  sum: (numbers) => addNumbers(numbers),
  date: ([text, language]) => { const found = readDate(text, language, today); return found && isoDate(found); },
};
const cases = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map(([act, values]) => acts[act](values))));
"""


def in_script(cases: list[tuple[str, list[str]]]) -> list[Any]:
    """What the scripts make of these."""
    try:
        _npm, node, environment = programs()
    except CannotBuild as problem:
        pytest.skip(str(problem))
    program = READER % {"folder": SCRIPTS.as_uri(), "today": TODAY.isoformat()}
    command = [*node, "--input-type=module", "-e", program]
    done = subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, env=environment, check=True)
    return list(json.loads(done.stdout))


def by_server(text: str, language: str) -> str | None:
    try:
        return format(parse_number(text, language).normalize(), "f")
    except Unclear:
        return None


TYPED = [
    "1250", "1.250", "1.250.000,50", "1,250,000.50", "1,5", "1.5", "14.00", "0", "00", "-3", "- 3", "+7", "Rp 1.500", "rp1500",
    "Rp-5", ",5", ".5", "5,", "1.250.00", "1..250", "abc", "1e5", "٣", "1 250", "0,10", "−12", "--1", "012", "0.125", "IDR 10",
]  # fmt: skip


def test_a_number_is_read_like_on_the_server() -> None:
    cases = [(text, language) for text in TYPED for language in LANGUAGES]
    found = in_script([("number", list(case)) for case in cases])
    assert dict(zip(cases, found, strict=True)) == {case: by_server(*case) for case in cases}


@settings(max_examples=1, deadline=None)
@given(st.lists(st.decimals(-(10**15), 10**15, places=4, allow_nan=False), min_size=60, max_size=60))
def test_numbers_are_shown_and_added_without_loss(numbers: list[Any]) -> None:
    plain = [format(n.normalize(), "f") if n else "0" for n in numbers]
    shown = in_script([("shown", [text, "id"]) for text in plain])
    assert shown == [format_number(n, "id") for n in numbers]
    assert in_script([("sum", plain)]) == [format(sum(numbers).normalize(), "f") if sum(numbers) else "0"]


DATES = [
    "=", "+3", "-3", "+2mg", "+2w", "+1bl", "+1mo", "+1th", "2", "31", "2/12", "31-12", "2.12.26", "02122026", "021226", "2026-12-02",
    "31/2", "29/2/2027", "29/2/2028", "32", "13/13", "1/1/1899", "", "x", "m", "+1m",
]  # fmt: skip


def test_a_date_is_read_like_on_the_server() -> None:
    cases = [(text, language) for text in DATES for language in LANGUAGES]
    found = in_script([("date", list(case)) for case in cases])
    for case, read in zip(cases, found, strict=True):
        try:
            expected = parse_date(*case, TODAY).isoformat()
        except Unclear:
            expected = None
        assert read == expected, case


def test_t_is_today_too() -> None:
    assert in_script([("date", ["t", "id"])]) == [TODAY.isoformat()]
