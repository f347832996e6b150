"""Pages of units of measure and conversions."""

from typing import Any

from dapur.contract import Action, FormPage, ListPage, Menu, Page, RecordPage, Related, View, _
from dapur.queries.reader import Reader
from dapur_base.operations.add_usual_units import add_usual_units
from dapur_base.operations.delete_conversion import delete_conversion
from dapur_base.operations.save_conversion import SaveConversion, save_conversion
from dapur_base.operations.save_unit import SaveUnit, save_unit
from dapur_base.pages.first_values import first_values
from dapur_base.queries.units import CONVERSIONS, UNITS


async def _unit(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    return await first_values(reader, UNITS, parameters, SaveUnit)


async def _conversion(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    row = await reader.one(CONVERSIONS, int(parameters["id"]))
    return {**{n: row[n] for n in SaveConversion.model_fields if n in row}, "unit": row["unit_id"], "into": row["into_id"]}


PAGES: tuple[Page, ...] = (
    ListPage(
        "units",
        UNITS,
        _("Units of measure"),
        Menu(_("Units of measure"), 60, "ruler-measure", _("Units of measure")),
        views=(View("open", _("In use"), {"status": "open"}), View("all", _("All"))),
        new="units/new",
        new_title=_("New unit of measure"),
        empty=_("No units of measure yet. Add the usual ones, or your own."),
    ),
    RecordPage(
        "units/{id}",
        UNITS,
        "name",
        "units",
        facts=("code", "name_id", "name_en", "decimals", "un_code", "status"),
        related=(Related(CONVERSIONS, _("Conversions"), {"unit": "id"}),),
        edit="units/{id}/edit",
        history="base.unit",
    ),
    FormPage("units/new", save_unit, _("New unit of measure"), "base/units/{id}"),
    FormPage("units/{id}/edit", save_unit, _("Change unit of measure"), "base/units/{id}", initial=_unit),
    ListPage(
        "conversions",
        CONVERSIONS,
        _("Conversions"),
        Menu(_("Conversions"), 61, "arrows-exchange-2", _("Units of measure")),
        new="conversions/new",
        new_title=_("New conversion"),
        empty=_("No conversions yet. Say how many pieces a box holds."),
    ),
    RecordPage(
        "conversions/{id}",
        CONVERSIONS,
        "code",
        "conversions",
        facts=("code", "numerator", "denominator", "into"),
        actions=(Action(delete_conversion, {"id": "id"}, icon="trash", done="base/conversions"),),
        edit="conversions/{id}/edit",
        history="base.unit_conversion",
    ),
    FormPage("conversions/new", save_conversion, _("New conversion"), "base/conversions/{id}"),
    FormPage("conversions/{id}/edit", save_conversion, _("Change conversion"), "base/conversions/{id}", initial=_conversion),
    FormPage("units/usual", add_usual_units, _("Add the usual units"), "base/units"),
)
