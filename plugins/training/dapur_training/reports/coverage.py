"""Who is covered on a day, by duty: past or future, as known now."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Any

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, Text, Words, _
from dapur.queries.reader import Reader
from dapur_training.coverage import DutyCoverage, coverage_on
from dapur_training.rules.scoring import rounded
from dapur_training.settings import WARN_DAYS
from dapur_training.words import chosen


class CoverageInput(Form):
    """Which day."""

    day: Annotated[date, Shown(_("On the day"))]


COLUMNS = (
    Column("course", _("Course"), "text", phone=1),
    Column("whom", _("Binds"), "text", phone=2),
    Column("control", _("Control"), "code"),
    Column("bound", _("People"), "integer"),
    Column("valid", _("Valid"), "integer"),
    Column("expiring", _("Ends soon"), "integer"),
    Column("expired", _("Expired"), "integer"),
    Column("missing", _("Missing"), "integer"),
    Column("covered", _("Covered"), "integer", phone=2),
    Column("percent", _("Covered (percent)"), "number", phone=1),
)


async def build(reader: Reader, form: CoverageInput) -> Sheet:
    """A row for each duty of the day; its figures open the people behind them."""
    duties = await coverage_on(reader, form.day, reader.house.setting(reader.company, WARN_DAYS))
    rows = [_row(duty, form.day, reader.scope.language) for duty in duties]
    head: list[tuple[Words, Words]] = [(_("On the day"), Text("{day}", {"day": form.day}))]
    return Sheet(_("Who is covered"), COLUMNS, rows, head=head, notes=[_("Covered: valid on the day, also where it ends soon.")])


def _row(duty: DutyCoverage, day: date, language: str) -> ReportRow:
    percent = rounded(Fraction(100 * duty.covered, duty.bound))
    cells = (
        f"{duty.course_code} {chosen(duty.title_id, duty.title_en, language)}",
        chosen(duty.scope_id, duty.scope_en, language) or _("Everybody"),
        duty.control,
        *(duty.bound, duty.valid, duty.expiring, duty.expired, duty.missing, duty.covered, percent),
    )
    people = f"training/coverage/people?day={day.isoformat()}&duty={duty.duty}"
    links = dict.fromkeys(("bound", "covered"), people)
    links |= {name: f"{people}&status={name}" for name in ("valid", "expiring", "expired", "missing")}
    return ReportRow(cells, links=links, key=str(duty.duty))


async def initial(reader: Reader) -> dict[str, Any]:
    """Today."""
    return {"day": reader.today}


COVERAGE = Report(
    "training.coverage",
    _("Who is covered"),
    "training.read",
    CoverageInput,
    build,
    "How many people each duty binds on a day, and how many of them hold a certificate that counts.",
)
