"""Numbers by which a party is known to authorities and insurers."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from dapur.contract import Choice, Form, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.numbers import read_number
from dapur_base.operations.unknown import PARTY_UNKNOWN
from dapur_base.operations.versions import untouched

IDENTIFIER_KINDS = (
    Choice("national_id", _("National identity number")),
    Choice("place_of_business", _("Number of the place of business")),
    Choice("business_licence", _("Business licence")),
    Choice("family_card", _("Family card")),
    Choice("health_insurance", _("Health insurance")),
    Choice("work_insurance", _("Employment insurance")),
    Choice("passport", _("Passport")),
    Choice("other", _("Other")),
)
Kind = Literal[
    "national_id",
    "place_of_business",
    "business_licence",
    "family_card",
    "health_insurance",
    "work_insurance",
    "passport",
    "other",
]


class SaveIdentifier(Form):
    """A number of a party. Without `id` a new one is made. (The tax number stands on the party itself.)"""

    id: Annotated[int | None, Shown(_("Number"), kind="hidden")] = None
    party: Annotated[int, Shown(_("Party"), reference="base.parties")]
    kind: Annotated[Kind, Shown(_("Kind"), choices=IDENTIFIER_KINDS)]
    number: Annotated[
        str, StringConstraints(min_length=1, max_length=60), Shown(_("Identity number"), kind="code", sensitive=True)
    ]
    valid_from: Annotated[date | None, Shown(_("Valid from"))] = None
    valid_to: Annotated[date | None, Shown(_("Valid through"))] = None
    is_different: Annotated[
        bool, Shown(_("It is somebody else"), hint=_("Only when it is said that a party here looks the same"))
    ] = False
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class IdentifierSaved(Result):
    """The number's row."""

    id: int
    party: int
    version: int


@operation(
    "base.save_identifier",
    title=_("Save identity number"),
    permission="base.private.manage",
    audit_verb=_("saved the identity number"),
    conflicts={
        "party_identifier_party_fkey": ("party", *PARTY_UNKNOWN),
        "party_identifier_overlap": (
            "valid_from",
            "BASE_IDENTIFIER_OVERLAPS",
            _("The party has a number of this kind for these days. End that one first."),
        ),
    },
)
async def save_identifier(work: Work, form: SaveIdentifier) -> IdentifierSaved:
    """Add or change a number. Those of the company's country are checked by its rules."""
    if form.valid_from and form.valid_to and form.valid_to < form.valid_from:
        raise Refused("BASE_DAYS_TURNED", _("The last day lies before the first. Correct one of them."), field="valid_to")
    number = read_number(work, form.kind, form.number, await _country(work, form.party), "number").number
    if not form.is_different:
        await _refuse_repeat(work, form, number)
    facts = (form.party, form.kind, number, form.valid_from, form.valid_to)
    row = await (_insert(work, facts) if form.id is None else _update(work, form, facts))
    if row is None:
        raise await untouched(work, "base.party_identifier", form.id or 0)
    return IdentifierSaved(**row)


async def _country(work: Work, party: int) -> str:
    return str(
        await work.value("select country from base.party where company_id = %s and id = %s", work.scope.company, party) or ""
    )


async def _refuse_repeat(work: Work, form: SaveIdentifier, number: str) -> None:
    found = await work.row(
        "select p.id, p.name from base.party_identifier i join base.party p on p.company_id = i.company_id and p.id = i.party_id"
        " where i.company_id = %s and i.kind = %s and i.number_key = base.number_key(%s)"
        " and i.party_id <> all (base.same_parties(i.company_id, %s)) order by p.id limit 1",
        *(work.scope.company, form.kind, number, form.party),
    )
    if found is not None:
        words = _('{name} has this number. Open it, or tick "It is somebody else" and save again.')
        raise Refused("BASE_PARTY_LOOKS_KNOWN", words.fill(name=found["name"]), field="is_different", party=found["id"])


async def _insert(work: Work, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "insert into base.party_identifier (company_id, party_id, kind, number, valid_from, valid_to)"
        " values (%s, %s, %s, %s, %s, %s) returning id, party_id as party, version",
        work.scope.company,
        *facts,
    )


async def _update(work: Work, form: SaveIdentifier, facts: tuple[object, ...]) -> dict[str, Any] | None:
    return await work.row(
        "update base.party_identifier set party_id = %s, kind = %s, number = %s, valid_from = %s, valid_to = %s,"
        " version = version + 1 where company_id = %s and id = %s and (version = %s or %s::int is null)"
        " returning id, party_id as party, version",
        *facts,
        work.scope.company,
        form.id,
        form.version,
        form.version,
    )
