"""How far each vehicle drove in a period, and what it cost."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from dapur.contract import Column, Form, Report, ReportRow, Sheet, Shown, _
from dapur.queries.reader import Reader


class MileageAsked(Form):
    """The period, both days included."""

    start: Annotated[date, Shown(_("From"))]
    end: Annotated[date, Shown(_("To"))]


async def build(reader: Reader, asked: MileageAsked) -> Sheet:
    """Kilometres and cost per vehicle."""
    rows = await reader.rows(
        "select v.id, v.plate, v.name, coalesce(sum(t.distance_km), 0)::bigint, coalesce(sum(t.cost), 0)"
        " from fleet.vehicle v left join fleet.trip t on t.company_id = v.company_id and t.vehicle_id = v.id"
        " and t.status = 'finished' and t.day between %s and %s"
        " where v.company_id = %s group by v.id, v.plate, v.name order by v.plate",
        asked.start,
        asked.end,
        reader.scope.company,
    )
    lines = [
        ReportRow((plate, name, km, cost), links={"plate": f"fleet/vehicles/{number}"}, key=str(number))
        for number, plate, name, km, cost in rows
    ]
    total = ReportRow(
        (None, _("Total"), sum(row[3] for row in rows), sum((row[4] for row in rows), Decimal(0))), style="total", key="total"
    )
    return Sheet(
        _("Mileage"),
        (
            Column("plate", _("Number plate"), "code"),
            Column("name", _("Vehicle")),
            Column("distance_km", _("Distance (km)"), "integer"),
            Column("cost", _("Cost"), "money"),
        ),
        [*lines, total],
        head=((_("Period"), _("{start} to {end}").fill(start=asked.start, end=asked.end)),),
    )


MILEAGE = Report(
    "fleet.mileage", _("Mileage"), "fleet.trip.read", MileageAsked, build, "How far each vehicle drove, and its cost."
)
