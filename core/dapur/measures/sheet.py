"""The figures of management as a report: on paper, as a spreadsheet, in the API, in a mail."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from dapur.contract import Choice, Column, Form, Report, ReportRow, Sheet, Shown, Words, _
from dapur.measures.figures import Figure, by_department, figures_of
from dapur.measures.period import Period, period_of
from dapur.measures.words import period_words, unit_words
from dapur.queries.reader import Reader

READ = "core.figures.read"
LENGTHS = (Choice("1", _("Month")), Choice("3", _("Quarter")), Choice("12", _("Year")))
COLUMNS = (
    Column("name", _("Figure"), phone=1),
    Column("value", _("Value"), "number", phone=1),
    Column("unit", _("Measured in"), phone=2),
    Column("before", _("Period before"), "number"),
    Column("change", _("Change (% or points)"), "number", phone=2),
    Column("definition", _("What counts")),
    Column("version", _("Version of the definition"), "integer"),
)


class FiguresInput(Form):
    """Which period, by a day in it."""

    day: Annotated[date | None, Shown(_("A day in the period"), hint=_("Today when empty"))] = None
    length: Annotated[Literal["1", "3", "12"], Shown(_("Length"), choices=LENGTHS)] = "1"

    def period(self, today: date) -> Period:
        """The days that they mean."""
        return period_of(self.day or today, {"1": 1, "3": 3, "12": 12}[self.length], today)  # type: ignore[arg-type]


async def build(reader: Reader, form: FiguresInput) -> Sheet:
    """Read the figures that the reader may know."""
    period = form.period(reader.today)
    rows = rows_of(reader, await figures_of(reader, period))
    language = reader.scope.language
    head: list[tuple[Words, Words]] = [
        (_("Period"), period_words(period, language)),
        (_("Compared with"), period_words(period.before, language)),
        (_("Days of the time zone"), reader.company.zone),
    ]
    return Sheet(_("Key figures"), COLUMNS, rows, head=head)


def rows_of(reader: Reader, figures: Sequence[Figure]) -> list[ReportRow]:
    """A heading for each department, its figures below."""
    rows: list[ReportRow] = []
    for department, those in by_department(reader, figures):
        heading = ReportRow((department, *[None] * (len(COLUMNS) - 1)), style="heading", key=those[0].measure.plugin)
        rows += [heading, *(_row(reader, figure) for figure in those)]
    return rows


def _row(reader: Reader, figure: Figure) -> ReportRow:
    measure = figure.measure
    unit = unit_words(measure, reader.company)
    cells = (measure.title, figure.value, unit, figure.before, figure.change, measure.definition, measure.version)
    return ReportRow(cells, 1, links={"name": figure.address, "value": figure.address}, key=measure.name)


FIGURES = Report(
    "core.figures",
    _("Key figures"),
    READ,
    FiguresInput,
    build,
    "Figures of every department that is on, of those rows that the reader may see, beside the period before. Each with its"
    " definition.",
    landscape=True,
)
