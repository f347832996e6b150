"""A year of what is due on one page: obligations and controls down, months across, in each the days."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dapur.contract import NotFound, Words, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date, month_name
from dapur.queries.reader import Reader
from dapur_administration.due_dates import Due, due_between

LOOKS = {"open": "azure", "overdue": "red", "done": "green", "cancelled": "secondary"}
WORDS: dict[str, Words] = {"open": _("not done yet"), "overdue": _("overdue"), "done": _("done"), "cancelled": _("cancelled")}


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day that something is due. words: with its date and state, for those who do not see its colour."""

    number: int
    look: str
    words: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """What is due, and its days by month."""

    title: str
    owner: str
    address: str
    months: Sequence[Sequence[DueDay]]


@dataclass(frozen=True, slots=True)
class DueYearPage:
    """The page. heads: (short name of the month, whether it is this one)."""

    year: int
    heads: Sequence[tuple[str, str, bool]]
    rows: Sequence[DueRow]
    overdue: int


async def due_year(reader: Reader, parameters: dict[str, str]) -> DueYearPage:
    """The year of the address, or this one."""
    text = parameters.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 else reader.today.year if not text else 0
    if not 1990 <= year <= 2199:
        raise NotFound()
    found = await due_between(reader, date(year, 1, 1), date(year, 12, 31))
    rows: dict[str, list[Due]] = defaultdict(list)
    for due in found:
        rows[due.address].append(due)
    names = [month_name(date(year, month, 1), reader.scope.language) for month in range(1, 13)]
    heads = [(name[:3], name, (year, month) == (reader.today.year, reader.today.month)) for month, name in enumerate(names, 1)]
    made = [_row(reader, address, dues) for address, dues in rows.items()]
    return DueYearPage(year, heads, sorted(made, key=lambda row: row.title), sum(due.state == "overdue" for due in found))


def _row(reader: Reader, address: str, dues: Sequence[Due]) -> DueRow:
    months: list[list[DueDay]] = [[] for _month in range(12)]
    for due in dues:
        months[due.day.month - 1].append(DueDay(due.day.day, LOOKS[due.state], _words(reader, due)))
    title = dues[0].title if dues[0].kind == "obligation" else dues[0].title.rpartition(" ")[0]
    return DueRow(title, dues[0].owner, address, months)


def _words(reader: Reader, due: Due) -> str:
    language = reader.scope.language
    state = translate(WORDS[due.state], language)
    if due.raw == due.day:
        return f"{format_date(due.day, language)}, {state}"
    moved = translate(_("moved from {day}").fill(day=format_date(due.raw, language)), language)
    return f"{format_date(due.day, language)}, {moved}, {state}"
