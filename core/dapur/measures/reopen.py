"""Sheets of key figures that were kept: the old numbers, and which definitions have changed since."""

from typing import Annotated, Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, Table, Text, func, select
from sqlalchemy import Column as C

from dapur.contract import Column, Form, NotFound, Query, Report, ReportRow, Sheet, Shown, _
from dapur.contract import Text as Sentence
from dapur.language.dates import format_moment
from dapur.measures.period import Period
from dapur.measures.sheet import READ
from dapur.measures.words import period_words, unit_words
from dapur.queries.reader import Reader
from dapur.tables import metadata

sheet = Table(
    "figure_sheet",
    metadata,
    C("company_id", BigInteger),
    C("id", BigInteger),
    C("user_id", BigInteger),
    C("begins", Date),
    C("months", Integer),
    C("last_day", Date),
    C("is_over", Boolean),
    C("zone", Text),
    C("is_mailed", Boolean),
    C("made_at", DateTime(timezone=True)),
)
SHEETS = Query(
    "core.figure_sheets",
    _("Kept key figures"),
    READ,
    statement=lambda: select(sheet.c.id).where(sheet.c.user_id == func.core.current_actor()),
    company=sheet.c.company_id,
    description="Sheets of key figures that the reader kept or was mailed.",
    columns=(
        Column("id", _("Number"), "id", sheet.c.id, hidden=True),
        Column("made_at", _("Kept at"), "time", sheet.c.made_at, sort=True, phone=1, link="management/sheet?id={id}"),
        Column("begins", _("First day"), "date", sheet.c.begins, phone=2),
        Column("last_day", _("Last day"), "date", sheet.c.last_day, phone=2),
        Column("is_mailed", _("Came by mail"), "flag", sheet.c.is_mailed),
        Column("months", _("Months"), "integer", sheet.c.months, hidden=True),
        Column("is_over", _("The period was over"), "flag", sheet.c.is_over, hidden=True),
        Column("zone", _("Time zone"), "text", sheet.c.zone, hidden=True),
    ),
    key=("id",),
    default_sort=("-made_at", "-id"),
)
KEPT = """
    select f.measure, f.definition_version, f.title, f.definition, f.value, f.before from core.kept_figure f
    join core.figure_sheet s on s.company_id = f.company_id and s.id = f.sheet_id
    where f.company_id = %s and f.sheet_id = %s and s.user_id = %s order by f.place
"""
COLUMNS = (
    Column("name", _("Figure"), phone=1),
    Column("value", _("Value"), "number", phone=1),
    Column("unit", _("Measured in"), phone=2),
    Column("before", _("Period before"), "number"),
    Column("definition", _("What counted")),
    Column("version", _("Version of the definition"), "integer"),
    Column("since", _("Since then"), phone=2),
)
CHANGED = _("definition changed since")
GONE = _("no longer reported")


class WhichSheet(Form):
    """The kept sheet."""

    id: Annotated[int, Shown(_("Kept sheet"), reference="core.figure_sheets")]


async def build(reader: Reader, form: WhichSheet) -> Sheet:
    """The figures as they were. Raises NotFound, also for somebody else's sheet."""
    found = await reader.one(SHEETS, form.id)
    rows = await reader.rows(KEPT, reader.scope.company, form.id, reader.scope.user)
    if not rows:
        raise NotFound()
    language = reader.scope.language
    period = Period(found["begins"], found["months"], found["last_day"], found["is_over"])
    head = [
        (_("Period"), period_words(period, language)),
        (_("Kept at"), format_moment(found["made_at"], found["zone"], language)),
        (_("Days of the time zone"), found["zone"]),
    ]
    return Sheet(_("Key figures as they were"), COLUMNS, [_row(reader, *row) for row in rows], head=head)


def _row(reader: Reader, name: str, version: int, title: str, definition: str, value: Any, before: Any) -> ReportRow:
    measure = reader.house.registry.measures.get(name)
    since = GONE if measure is None else CHANGED if measure.version != version else ""
    unit = unit_words(measure, reader.company) if measure is not None else ""
    return ReportRow((Sentence(title), value, unit, before, Sentence(definition), version, since), key=name)


KEPT_FIGURES = Report(
    "core.kept_figures",
    _("Key figures as they were"),
    READ,
    WhichSheet,
    build,
    "A kept sheet: the figures as they were then, with the version of each definition, marked where it has changed since.",
    landscape=True,
)
