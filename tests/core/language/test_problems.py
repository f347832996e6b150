from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, ValidationError, field_validator

from dapur.contract import Choice, Form, Problem, Shown, _
from dapur.language import catalogue
from dapur.language.catalogue import translate
from dapur.language.numbers import parse_number
from dapur.language.problems import labelled, problems_of


@pytest.fixture(autouse=True)
def only_the_cores_words() -> Iterator[None]:
    """Departments translate titles like these; other tests may have loaded them."""
    before = catalogue._packages
    catalogue.use_packages(())
    yield
    catalogue.use_packages(before)


class Line(Form):
    amount: Annotated[Decimal, Shown(_("Amount")), Field(gt=0, max_digits=10, decimal_places=2)]
    item: Annotated[int, Shown("Item", reference="base.items")]


class Other(Form):
    kind: Literal["other"]


class Entry(Form):
    due: Annotated[date, Shown(_("Due date"))]
    note: Annotated[str, Shown("Note"), Field(min_length=3, max_length=5)] = "abc"
    npwp: Annotated[str, Shown("NPWP"), Field(min_length=1)] = "1"
    count: Annotated[int, Shown("Count"), Field(ge=1, le=12)] = 1
    state: Annotated[Literal["a", "b"], Shown("State", choices=[Choice("a", "A")])] = "a"
    price: Annotated[Decimal, Shown("Price")] = Decimal(0)
    lines: Annotated[list[Line], Shown(_("Lines"), kind="lines"), Field(min_length=1)]
    member: Line | Other | None = None

    @field_validator("price", mode="before")
    @classmethod
    def read_price(cls, typed: Any) -> Any:
        return parse_number(typed, "id") if isinstance(typed, str) else typed

    @field_validator("count")
    @classmethod
    def not_thirteen(cls, count: int) -> int:
        if count == 7:
            raise ValueError(_("Seven is taken. Choose another count."))
        return count


GOOD: dict[str, Any] = {"due": "2026-11-02", "lines": [{"amount": "5", "item": 1}]}


def wrong(**changes: Any) -> list[Problem]:
    with pytest.raises(ValidationError) as caught:
        Entry.model_validate({**GOOD, **changes})
    return problems_of(caught.value, Entry)


@pytest.mark.parametrize(
    ("changes", "field", "code", "english"),
    [
        ({"due": None}, "due", "REQUIRED", "Enter the due date."),
        ({"due": ""}, "due", "REQUIRED", "Enter the due date."),
        ({"due": "31/02"}, "due", "NOT_A_DATE", "Write a date in due date."),
        ({"note": "ab"}, "note", "TOO_SHORT", "Write at least 3 letters in note."),
        ({"note": "abcdef"}, "note", "TOO_LONG", "Shorten note to 5 letters."),
        ({"npwp": " "}, "npwp", "REQUIRED", "Enter the NPWP."),
        ({"count": 13}, "count", "TOO_LARGE", "Write 12 or less in count."),
        ({"count": 0}, "count", "TOO_SMALL", "Write 1 or more in count."),
        ({"count": "x"}, "count", "NOT_A_NUMBER", "Write a whole number in count."),
        ({"count": 7}, "count", "NOT_ALLOWED", "Seven is taken. Choose another count."),
        ({"state": "z"}, "state", "NOT_ALLOWED", "Choose one of the offered values in state."),
        ({"state": None}, "state", "REQUIRED", "Choose the state."),
        ({"lines": []}, "lines", "REQUIRED", "Add the lines."),
        ({"lines": "x"}, "lines", "NOT_A_LIST", "Give lines as a list."),
        ({"unknown": 1}, "unknown", "UNKNOWN_FIELD", "There is no field unknown here. Leave it out."),
        (
            {"lines": [{"amount": "1.234", "item": 1}]},
            "lines.0.amount",
            "TOO_MANY_DECIMALS",
            "Write at most 2 decimals in amount.",
        ),
        ({"lines": [{"amount": "NaN", "item": 1}]}, "lines.0.amount", "NOT_A_NUMBER", "Write a number in amount."),
        ({"lines": [{"amount": 1}]}, "lines.0.item", "REQUIRED", "Choose the item."),
        (
            {"price": "1.5"},
            "price",
            "NUMBER_NOT_CLEAR",
            '"1.5" is not clear. Write 1.500 for a whole number, or 1,5 for a fraction.',
        ),
    ],
)
def test_code_field_and_sentence(changes: dict[str, Any], field: str, code: str, english: str) -> None:
    (problem,) = wrong(**changes)
    assert (problem.field, problem.code) == (field, code)
    assert translate(problem.message, "en") == english
    assert translate(problem.message, "id") != english or code == "NOT_ALLOWED"


def test_all_at_once_in_indonesian() -> None:
    problems = wrong(due="", note="ab")
    assert [translate(problem.message, "id") for problem in problems] == [
        "Isi due date.",
        "Isi note dengan paling sedikit 3 huruf.",
    ]


def test_union_members_leave_no_trace_in_the_path() -> None:
    assert {problem.field for problem in wrong(member={"amount": -1, "item": 1})} <= {
        "member.amount",
        "member.kind",
        "member.item",
    }


def test_fv3_line_problems_are_labelled_by_line_and_column() -> None:
    (problem,) = wrong(lines=[{"amount": 1, "item": 1}, {"amount": 0, "item": 1}])
    assert translate(labelled(problem, Entry), "id") == "Baris 2, Amount: Isi amount dengan nilai lebih dari 0."
    (head,) = wrong(due="")
    assert labelled(head, Entry) is head.message
