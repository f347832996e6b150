"""The people whom a duty binds on a day, and how they stand."""

from datetime import date
from typing import Annotated, Any, Literal

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, Text, Words, _
from dapur.queries.reader import Reader
from dapur_training.coverage import PersonStanding, standings_on
from dapur_training.families import STANDING_TONES, STANDINGS
from dapur_training.settings import WARN_DAYS
from dapur_training.words import chosen


class DutyPeopleInput(Form):
    """Which day, which duty, and which of its people."""

    day: Annotated[date, Shown(_("On the day"))]
    duty: Annotated[int | None, Shown(_("Duty"), reference="training.duties", hint=_("Empty: all duties"))] = None
    status: Annotated[Literal["valid", "expiring", "expired", "missing"] | None, Shown(_("Status"), choices=STANDINGS)] = None


COLUMNS = (
    Column("name", _("Person"), "text", phone=1),
    Column("course", _("Course"), "text", phone=2),
    Column("status", _("Status"), "status", choices=STANDINGS, tones=STANDING_TONES, phone=1),
    Column("valid_through", _("Valid through"), "date", phone=2),
    Column("days_left", _("Days left"), "integer"),
)


async def build(reader: Reader, form: DutyPeopleInput) -> Sheet:
    """A row for each person and duty."""
    warn = reader.house.setting(reader.company, WARN_DAYS)
    found = await standings_on(reader, form.day, warn, duty=form.duty)
    rows = [_row(s, form.day, reader.scope.language) for s in found if form.status in (None, s.status)]
    head: list[tuple[Words, Words]] = [(_("On the day"), Text("{day}", {"day": form.day}))]
    return Sheet(_("People with a duty"), COLUMNS, rows, head=head)


def _row(standing: PersonStanding, day: date, language: str) -> ReportRow:
    left = None if standing.valid_through is None else (standing.valid_through - day).days
    course = f"{standing.course_code} {chosen(standing.title_id, standing.title_en, language)}"
    cells = (standing.name, course, standing.status, standing.valid_through, left)
    links = {"name": f"base/parties/{standing.party}", "course": f"training/catalogue/{standing.course}"}
    return ReportRow(cells, links=links, key=f"{standing.duty}/{standing.party}")


async def initial(reader: Reader) -> dict[str, Any]:
    """Today."""
    return {"day": reader.today}


DUTY_PEOPLE = Report(
    "training.duty_people",
    _("People with a duty"),
    "training.read",
    DutyPeopleInput,
    build,
    "Everybody whom a duty binds on a day: valid, ending soon, expired or missing.",
)
