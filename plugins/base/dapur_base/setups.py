"""What base writes when a company begins."""

from typing import Any

from dapur.contract import Setup, _
from dapur.operations.work import Work
from dapur_base.operations.add_usual_units import AddUsualUnits, add_usual_units
from dapur_base.operations.save_place import AddCountryPlaces, add_country_places
from dapur_base.setting_up import SETUP as FIRST_CALENDAR


async def _units(work: Work, form: AddUsualUnits) -> None:
    await add_usual_units.run(work, form)


async def _demo(stage: Any) -> None:
    """An organisation with its people."""
    from dapur_base.demo.organisation import demo

    await demo(stage)


async def _places(work: Work, form: AddCountryPlaces) -> None:
    await add_country_places.run(work, form)


SETUPS: tuple[Setup, ...] = (
    Setup("base.units", _("Units of measure"), AddUsualUnits, _units, _demo),
    Setup("base.places", _("Regions"), AddCountryPlaces, _places),
    FIRST_CALENDAR,
)
