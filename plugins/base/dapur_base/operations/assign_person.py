"""Who belongs where, from when to when: dated facts that are never overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from dapur.contract import Choice, Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.unknown import PERSON_UNKNOWN, POSITION_UNKNOWN, UNIT_UNKNOWN
from dapur_base.rules.spans import Span, outside

KINDS = (Choice("primary", _("Primary")), Choice("additional", _("Additional")))
Kind = Annotated[Literal["primary", "additional"], Shown(_("Kind"), choices=KINDS)]
OVERLAP = (
    "from_day",
    "BASE_ASSIGNMENT_OVERLAPS",
    _("Somebody noted another assignment for these days. Look at it, then save again."),
)
CONFLICTS = {
    "assignment_primary_overlap": OVERLAP,
    "assignment_additional_overlap": OVERLAP,
    "assignment_party_fkey": ("party", *PERSON_UNKNOWN),
    "assignment_manager_fkey": ("manager", *PERSON_UNKNOWN),
    "assignment_unit_fkey": ("unit", *UNIT_UNKNOWN),
    "assignment_position_fkey": ("position", *POSITION_UNKNOWN),
}


class AssignPerson(Form):
    """Where a person belongs from a day on. The unit may be left out: it is the position's."""

    party: Annotated[int, Shown(_("Person"), reference="base.persons")]
    kind: Kind = "primary"
    position: Annotated[int | None, Shown(_("Position"), reference="base.positions")] = None
    unit: Annotated[int | None, Shown(_("Unit"), reference="base.organisation_units", hint=_("Empty: the position's"))] = None
    manager: Annotated[int | None, Shown(_("Manager"), reference="base.persons")] = None
    from_day: Annotated[date, Shown(_("From"))]
    to_day: Annotated[date | None, Shown(_("Last day"), hint=_("Empty: without end"))] = None
    reason: Annotated[str, StringConstraints(max_length=500), Shown(_("Reason"))] = ""


class PersonAssigned(Result):
    """The new fact, and the person."""

    id: int
    party: int


@dataclass(frozen=True)
class Place:
    """What an assignment says besides its days."""

    kind: str
    unit: int
    position: int | None
    manager: int | None
    reason: str


@operation(
    "base.assign_person",
    title=_("Assign person"),
    permission="base.organisation.manage",
    audit_verb=_("assigned the person"),
    conflicts=CONFLICTS,
)
async def assign_person(work: Work, form: AssignPerson) -> PersonAssigned:
    """Note where a person belongs from a day on, or for some days of the past.

    What was known for these days gives way; before and after them it goes on. Nothing is lost: a report as known
    on an earlier day still shows what was known then.
    """
    _check(form)
    place = Place(form.kind, await _unit(work, form), form.position, form.manager, form.reason)
    await _lock(work, form.party)
    span = Span(form.from_day, form.to_day)
    moment = await clear_days(work, form.party, form.kind, span, place if form.kind == "additional" else None)
    return PersonAssigned(id=await _note(work, form.party, place, span, moment), party=form.party)


def _check(form: AssignPerson) -> None:
    if form.to_day is not None and form.to_day < form.from_day:
        raise Refused("BASE_DAYS_TURNED", _("The last day lies before the first. Correct one of them."), field="to_day")
    if form.manager == form.party:
        raise Refused("BASE_OWN_MANAGER", _("Nobody is their own manager. Choose somebody else."), field="manager")
    if form.unit is None and form.position is None:
        raise Refused("BASE_PLACE_MISSING", _("Choose a position or a unit."), field="position")


async def _unit(work: Work, form: AssignPerson) -> int:
    """The unit that is named, or the position's. Raises NotFound, and Refused for one that is no longer used."""
    row = await work.row(
        "select u.id, u.is_closed or coalesce(p.is_closed, false) as is_closed from base.organisation_unit u"
        " left join base.position p on p.company_id = u.company_id and p.id = %s"
        " where u.company_id = %s and u.id = coalesce(%s, p.unit_id)",
        form.position,
        work.scope.company,
        form.unit,
    )
    field = "position" if form.position is not None else "unit"
    if row is None:
        raise NotFound(field=field)
    if row["is_closed"]:
        raise Refused("BASE_PLACE_CLOSED", _("This place is no longer used. Open it again, or choose another."), field=field)
    return int(row["id"])


async def _lock(work: Work, party: int) -> None:
    """One change of a person at a time. Raises Refused unless it is a person of this company."""
    kind = await work.value(
        "select kind from base.party where company_id = %s and id = %s for no key update", work.scope.company, party
    )
    if kind != "person":
        raise Refused(*PERSON_UNKNOWN, field="party")


async def clear_days(work: Work, party: int, kind: str, span: Span, same: Place | None) -> datetime | None:
    """What is known for these days is known no longer; its rest beside them is noted anew. Returns the moment, if any.

    same: only what says the same place (additional assignments stand side by side).
    """
    rows = await work.rows(
        "update base.assignment set known_to = greatest(known_from, core.now())"
        " where company_id = %s and party_id = %s and kind = %s and known_to is null"
        " and daterange(from_day, to_day, '[]') && daterange(%s, %s, '[]')"
        " and (%s::bigint is null or (unit_id = %s and position_id is not distinct from %s))"
        " returning unit_id, position_id, manager_id, reason, from_day, to_day, known_to",
        *(work.scope.company, party, kind, span.first, span.last),
        *((same.unit, same.unit, same.position) if same else (None, None, None)),
    )
    for row in rows:
        place = Place(kind, row["unit_id"], row["position_id"], row["manager_id"], row["reason"])
        for rest in outside(Span(row["from_day"], row["to_day"]), span):
            await _note(work, party, place, rest, row["known_to"])
    return _latest(rows)


def _latest(rows: Sequence[dict[str, Any]]) -> datetime | None:
    return max((row["known_to"] for row in rows), default=None)


async def _note(work: Work, party: int, place: Place, span: Span, moment: datetime | None) -> int:
    found = await work.value(
        "insert into base.assignment (company_id, party_id, kind, unit_id, position_id, manager_id, from_day, to_day, reason,"
        " known_from) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, coalesce(%s, core.now())) returning id",
        *(work.scope.company, party, place.kind, place.unit, place.position, place.manager),
        *(span.first, span.last, place.reason, moment),
    )
    return int(found)
