"""What switching on writes, and a fleet for the demo company."""

from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field

from dapur.contract import Form, Setup, Shown, _
from dapur.operations.work import Work
from dapur_fleet.settings import SERVICE_EVERY


class SetUpFleet(Form):
    """How often vehicles go to service."""

    service_every_km: Annotated[int, Field(ge=100, le=100_000), Shown(_("Service every (km)"))] = 10_000


async def set_up(work: Work, form: SetUpFleet) -> None:
    """Keep the interval as the company's setting."""
    await work.run(
        "insert into core.setting (company_id, name, value) values (%s, %s, to_jsonb(%s::bigint))"
        " on conflict (company_id, name) do update set value = excluded.value",
        work.scope.company,
        SERVICE_EVERY,
        form.service_every_km,
    )


async def demo(stage: Any) -> None:
    """Two vehicles and a week of trips."""
    truck = await stage.perform("fleet.add_vehicle", {"plate": "B 9123 KAM", "name": "Colt Diesel", "kind": "truck"})
    await stage.perform("fleet.add_vehicle", {"plate": "B 1077 SRJ", "name": "Gran Max", "first_km": 48_000})
    for days in range(1, 6):
        day = (stage.today - timedelta(days=days)).date()
        trip = await stage.perform("fleet.plan_trip", {"vehicle": truck.id, "day": day, "destination": "Bandung"})
        await stage.perform("fleet.finish_trip", {"id": trip.id, "distance_km": 300 + days})


SETUPS = (Setup("fleet.set_up", _("Vehicles and trips"), SetUpFleet, set_up, demo),)
