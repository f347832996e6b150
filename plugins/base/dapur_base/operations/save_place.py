"""Places that have days off of their own: provinces, regencies."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.services.holidays import HolidayPlace, Holidays
from dapur_base.operations.versions import untouched

NAME = Annotated[str, StringConstraints(min_length=1, max_length=100)]
CODE = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$", max_length=20),
    Shown(_("Code"), kind="code", hint=_("Of the authorities: 51 for Bali, 51.03 for a regency that lies in it")),
]


class SavePlace(Form):
    """A place. Without `id` a new one is made."""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    code: CODE
    name_id: Annotated[NAME, Shown(_("Indonesian name"))]
    name_en: Annotated[NAME, Shown(_("English name"))]
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class PlaceSaved(Result):
    """The place."""

    id: int
    code: str
    version: int


@operation(
    "base.save_place",
    title=_("Save region"),
    permission="base.calendar.manage",
    audit_verb=_("saved the region"),
    conflicts={"place_code_key": ("code", "BASE_PLACE_EXISTS", _("Another region has this code. Choose another."))},
)
async def save_place(work: Work, form: SavePlace) -> PlaceSaved:
    """Add a place or change its names. It keeps its code, which says in which other places it lies."""
    if form.id is None:
        row = await work.row(
            "insert into base.place (company_id, code, name_id, name_en) values (%s, %s, %s, %s) returning id, code, version",
            *(work.scope.company, form.code, form.name_id, form.name_en),
        )
    else:
        row = await work.row(
            "update base.place set name_id = %s, name_en = %s, version = version + 1 where company_id = %s and id = %s"
            " and (version = %s or %s::int is null) returning id, code, version",
            *(form.name_id, form.name_en, work.scope.company, form.id, form.version, form.version),
        )
    if row is None:
        raise await untouched(work, "base.place", form.id or 0)
    return PlaceSaved(**row)


class AddCountryPlaces(Form):
    """Nothing is asked."""


class CountryPlacesAdded(Result):
    """How many were new."""

    added: int


@operation(
    "base.add_country_places",
    title=_("Add the country's regions"),
    permission="base.calendar.manage",
    audit_verb=_("added the country's regions"),
)
async def add_country_places(work: Work, form: AddCountryPlaces) -> CountryPlacesAdded:
    """Add the places that the country's pack knows. What is there already stays as it is."""
    country = work.find(Holidays)
    places: Sequence[HolidayPlace] = country.places() if country is not None else ()
    made = await work.rows(
        "insert into base.place (company_id, code, name_id, name_en) select %s, * from unnest(%s::text[], %s::text[], %s::text[])"
        " on conflict (company_id, code) do nothing returning id",
        work.scope.company,
        *([getattr(place, fact) for place in places] for fact in ("code", "name_id", "name_en")),
    )
    return CountryPlacesAdded(added=len(made))
