"""The fleet's key figure."""

from dapur.contract import Measure, _
from dapur_fleet.queries import TRIPS

MEASURES = (
    Measure(
        "fleet.trips_finished",
        _("Trips finished"),
        _("Trips whose day lies in the period and that are finished. Planned ones do not count."),
        TRIPS,
        rows="fleet/trips",
        filters={"status": ["finished"]},
        days="day",
        better="more",
    ),
)
