"""What follows from what happened elsewhere."""

from dapur.contract import EventHandler
from dapur.operations.work import Work
from dapur.services.switching import PluginSwitchedOn
from dapur_base.operations.save_place import AddCountryPlaces, add_country_places


async def take_places(work: Work, _event: PluginSwitchedOn) -> None:
    """A country's pack that was switched on brings its places along; what is there already stays."""
    await add_country_places.run(work, AddCountryPlaces())


HANDLERS = (EventHandler(PluginSwitchedOn, "after", take_places, "base.take_places"),)
