"""Pages of places and their days off."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, _
from dapur.queries.reader import Reader
from dapur_base.operations.save_place import SavePlace, add_country_places, save_place
from dapur_base.operations.set_place_holiday import remove_place_holiday, set_place_holiday
from dapur_base.pages.first_values import first_values
from dapur_base.queries.places import PLACE_HOLIDAYS, PLACES

_WHICH = {"place": "id"}


async def _place(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await first_values(reader, PLACES, parameters, SavePlace)


PAGES: tuple[Page, ...] = (
    ListPage(
        "places",
        PLACES,
        _("Regions"),
        Menu(_("Regions"), 52, "map-pin", _("Calendars")),
        new="places/new",
        new_title=_("New region"),
        empty=_("No regions yet. Add those of the country, or your own."),
    ),
    RecordPage(
        "places/{id}",
        PLACES,
        "name",
        "places",
        facts=("code", "name_id", "name_en"),
        related=(Related(PLACE_HOLIDAYS, _("Days off of its own"), {"place": "id"}),),
        actions=(
            Action(set_place_holiday, _WHICH, primary=True, icon="calendar-plus"),
            Action(remove_place_holiday, _WHICH, icon="calendar-minus"),
        ),
        edit="places/{id}/edit",
        history="base.place",
    ),
    FormPage("places/new", save_place, _("New region"), "base/places/{id}"),
    FormPage("places/{id}/edit", save_place, _("Change region"), "base/places/{id}", initial=_place),
    FormPage("places/of-country", add_country_places, _("Add the country's regions"), "base/places"),
)
