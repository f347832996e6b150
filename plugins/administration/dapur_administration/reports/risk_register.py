"""The risk register on a day, and the history of one risk."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Any

from dapur.contract import Choice, Column, Form, NotFound, Problem, Report, ReportRow, Sheet, Shown, Words, _
from dapur.contract.errors import Invalid
from dapur.language.dates import format_date
from dapur.queries.reader import Reader
from dapur_administration.controls import Risk, bands_of, risks
from dapur_administration.rules.risks import Bands

LONGEST = 3700
"""Days of one history."""


class RisksWhen(Form):
    """A day."""

    on: Annotated[date, Shown(_("On the day"))]


BANDS = (Choice("low", _("Low")), Choice("medium", _("Medium")), Choice("high", _("High")), Choice("extreme", _("Extreme")))
BAND_TONES = {"low": "green", "medium": "yellow", "high": "red", "extreme": "red"}
ACCEPTED = (Choice("yes", _("Accepted")), Choice("agreed", _("Accepted for a time")), Choice("no", _("Above what is accepted")))
STANDINGS = {"within": "yes", "accepted": "agreed", "above": "no"}
COLUMNS = (
    Column("code", _("Code"), "code", phone=2),
    Column("risk", _("Risk"), "text", phone=1),
    Column("owner", _("Owner"), "text", phone=2),
    Column("inherent", _("Before any control"), "integer"),
    Column("inherent_band", _("Band before"), "status", choices=BANDS, tones=BAND_TONES),
    Column("likelihood", _("Likelihood left"), "integer"),
    Column("impact", _("Impact left"), "integer"),
    Column("residual", _("Score left"), "integer", phone=2),
    Column("band", _("Band"), "status", choices=BANDS, tones=BAND_TONES, phone=2),
    Column("target_likelihood", _("Likelihood when all controls work"), "integer"),
    Column("target_impact", _("Impact when all controls work"), "integer"),
    Column("target", _("When all controls work"), "integer"),
    Column("target_band", _("Band then"), "status", choices=BANDS, tones=BAND_TONES),
    Column("status", _("Status"), "status", choices=ACCEPTED, tones={"yes": "green", "agreed": "yellow", "no": "red"}, phone=1),
    Column("because", _("Because"), "text"),
)


async def build(reader: Reader, form: RisksWhen) -> Sheet:
    """One row a risk, the worst first. What is left follows from controls that work and whose proof is valid on the day."""
    bands = bands_of(reader)
    found = sorted(await risks(reader), key=lambda risk: (-risk.residual_on(form.on).score, risk.code))
    rows = [
        ReportRow(
            _cells(risk, bands, form.on, reader.scope.language),
            links={"risk": f"administration/risks/{risk.id}"},
            key=str(risk.id),
        )
        for risk in found
    ]
    head = (
        (_("On the day"), format_date(form.on, reader.scope.language)),
        (_("Accepted up to"), str(bands.appetite)),
        (_("Time zone"), reader.company.zone),
    )
    return Sheet(_("Risk register"), COLUMNS, rows, head=head)


def _cells(risk: Risk, bands: Bands, on: date, language: str) -> tuple[Any, ...]:
    left, best = risk.residual_on(on), risk.target
    return (
        risk.code,
        risk.name,
        risk.owner,
        risk.inherent.score,
        bands.of(risk.inherent.score),
        left.likelihood,
        left.impact,
        left.score,
        bands.of(left.score),
        best.likelihood,
        best.impact,
        best.score,
        bands.of(best.score),
        STANDINGS[risk.standing_on(on, bands.appetite)],
        _because(risk, on, language),
    )


def _because(risk: Risk, on: date, language: str) -> Words:
    """What was accepted, where the score has risen since; by whom and until when, where that holds."""
    accepted, score = risk.accepted_on(on), risk.residual_on(on).score
    if accepted is None:
        return ""
    if score > accepted.score:
        return _("accepted at {score}, now {now}").fill(score=accepted.score, now=score)
    return _("by {person} through {day}").fill(person=accepted.by, day=format_date(accepted.valid_through, language))


async def initial(reader: Reader) -> dict[str, Any]:
    """Today."""
    return {"on": reader.today}


RISK_REGISTER = Report(
    "administration.risk_register",
    _("Risk register"),
    "administration.risk.read",
    RisksWhen,
    build,
    "Every risk before and after its controls on a day, and what is left when all work.",
    landscape=True,
)


class RiskSpan(Form):
    """A risk, from a day through another."""

    risk: Annotated[int, Shown(_("Risk"), reference="administration.risks")]
    first: Annotated[date, Shown(_("From"))]
    last: Annotated[date, Shown(_("Until"))]


HISTORY = (
    Column("from", _("From"), "date", phone=1),
    Column("through", _("Until"), "date", phone=1),
    Column("days", _("Days"), "integer", total=True, phone=2),
    Column("score", _("Score left"), "integer", phone=2),
    Column("band", _("Band"), "status", choices=BANDS, tones=BAND_TONES, phone=2),
    Column("above", _("Days above what is accepted"), "integer", total=True),
    Column("status", _("Status"), "status", choices=ACCEPTED, tones={"yes": "green", "no": "red"}, phone=1),
)


async def history(reader: Reader, form: RiskSpan) -> Sheet:
    """One row for each stretch of days with the same score, and the days above what is accepted."""
    if not timedelta() <= form.last - form.first <= timedelta(days=LONGEST):
        raise Invalid(
            [Problem("ADMINISTRATION_DAYS_TURNED", _("Choose a last day after the first, at most ten years on."), "last")]
        )
    found = await risks(reader, form.risk)
    if not found:
        raise NotFound(field="risk")
    bands, rows = bands_of(reader), []
    for first, last, score in stretches(found[0], form.first, form.last):
        days, above = (last - first).days + 1, score > bands.appetite
        cells = (first, last, days, score, bands.of(score), days if above else 0, "no" if above else "yes")
        rows.append(ReportRow(cells, key=first.isoformat()))
    total = sum(int(row.cells[5]) for row in rows)
    rows.append(
        ReportRow((None, None, Decimal((form.last - form.first).days + 1), None, None, total, None), style="total", key="total")
    )
    return Sheet(_("History of a risk"), HISTORY, rows, head=((_("Risk"), found[0].name),))


def stretches(risk: Risk, first: date, last: date) -> list[tuple[date, date, int]]:
    """Days with the same residual score, joined."""
    found: list[tuple[date, date, int]] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        score = risk.residual_on(day).score
        if found and found[-1][2] == score:
            found[-1] = (found[-1][0], day, score)
        else:
            found.append((day, day, score))
    return found


async def history_initial(reader: Reader) -> dict[str, Any]:
    """The first risk, the last ninety days."""
    found = await risks(reader)
    return {"risk": found[0].id if found else None, "first": reader.today - timedelta(days=89), "last": reader.today}


RISK_HISTORY = Report(
    "administration.risk_history",
    _("History of a risk"),
    "administration.risk.read",
    RiskSpan,
    history,
    "How the score of a risk changed, and on how many days it lay above what is accepted.",
)
