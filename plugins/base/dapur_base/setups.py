"""What base writes when a company begins."""

from dapur.contract import Setup, _
from dapur.operations.work import Work
from dapur_base.operations.add_usual_units import AddUsualUnits, add_usual_units


async def _units(work: Work, form: AddUsualUnits) -> None:
    await add_usual_units.run(work, form)


SETUPS: tuple[Setup, ...] = (Setup("base.units", _("Units of measure"), AddUsualUnits, _units),)
