"""Two parties that are one: the merged one points to the other (docs/decisions/merged-parties.md)."""

import json
from typing import Annotated, Any

from dapur.contract import Conflict, Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import CHANGED_MEANWHILE

TAKEN_OVER = ("is_customer", "is_supplier", "is_employee", "tax_number", "email", "phone", "address")
"""Facts that the surviving party takes over where it has none."""


class MergeParties(Form):
    """Which party is merged into which."""

    id: Annotated[int, Shown(_("Merge this party"), reference="base.parties")]
    into: Annotated[int, Shown(_("Into this one, which stays"), reference="base.parties")]
    version: Annotated[int | None, Shown(_("Version"), kind="hidden")] = None


class RowsFollowing(Result):
    """Rows of a table that stand under the surviving party from then on."""

    table: str
    rows: int


class PartiesMerged(Result):
    """The merge: what the surviving party took over, and what stands under it now."""

    id: int
    into: int
    taken_over: list[str]
    follows: list[RowsFollowing]


@operation(
    "base.merge_parties",
    title=_("Merge parties"),
    permission="base.party.merge",
    audit_verb=_("merged the parties"),
    undo="base.undo_merge",
)
async def merge_parties(work: Work, form: MergeParties) -> PartiesMerged:
    """Merge a party into another: it is closed and points there, and everything of it is found there. Nothing is moved.

    Tried without saving (a dry run), it says what would stand under the other.
    """
    merged, into = await _both(work, form)
    _check(merged, into, form)
    if await _has_assignments(work, form.id):
        raise Refused(
            "BASE_MERGE_ASSIGNED",
            _("{name} has assignments. Merge the other way round, or take them back.").fill(name=merged["name"]),
            field="id",
        )
    taken = {name: into[name] for name in TAKEN_OVER if merged[name] and not into[name]}
    moves_user = merged["user_id"] is not None and into["user_id"] is None
    follows = await work.rows("select name, rows from base.rows_of_party(%s, %s)", work.scope.company, form.id)
    await _point(work, form, moves_user)
    await _take_over(work, form.into, {name: merged[name] for name in taken}, merged["user_id"] if moves_user else None)
    before = {**taken, **({"user_id": None} if moves_user else {})}
    await work.run(
        "insert into base.party_merge (company_id, party_id, into_id, was_closed, taken_over) values (%s, %s, %s, %s, %s::jsonb)",
        *(work.scope.company, form.id, form.into, merged["is_closed"], json.dumps(before)),
    )
    rows = [RowsFollowing(table=row["name"], rows=row["rows"]) for row in follows]
    return PartiesMerged(id=form.id, into=form.into, taken_over=list(before), follows=rows)


async def _both(work: Work, form: MergeParties) -> tuple[dict[str, Any], dict[str, Any]]:
    rows = await work.rows(
        "select id, name, kind, user_id, is_closed, merged_into_id, version, is_customer, is_supplier, is_employee, tax_number,"
        " email, phone, address from base.party where company_id = %s and id = any (%s) order by id for update",
        work.scope.company,
        [form.id, form.into],
    )
    found = {row["id"]: row for row in rows}
    for number, field in ((form.id, "id"), (form.into, "into")):
        if number not in found:
            raise NotFound(field=field)
    return found[form.id], found[form.into]


def _check(merged: dict[str, Any], into: dict[str, Any], form: MergeParties) -> None:
    if form.version is not None and merged["version"] != form.version:
        raise Conflict("VERSION_CHANGED", CHANGED_MEANWHILE)
    if form.id == form.into:
        raise Refused("BASE_MERGE_CIRCLE", _("Choose two different parties."), field="into")
    if merged["merged_into_id"] is not None or into["merged_into_id"] is not None:
        field = "id" if merged["merged_into_id"] is not None else "into"
        raise Refused("BASE_MERGED_ALREADY", _("This party was merged already. Choose the one that stands for it."), field=field)
    if merged["kind"] != into["kind"]:
        raise Refused("BASE_MERGE_KINDS", _("A person and an organisation are never one. Choose another party."), field="into")
    if merged["user_id"] is not None and into["user_id"] is not None:
        raise Refused("BASE_MERGE_USERS", _("Both sign in. Take the user away from one of them first."), field="into")


async def _has_assignments(work: Work, party: int) -> bool:
    found = await work.value(
        "select exists (select from base.assignment where company_id = %s and known_to is null and (party_id = %s or manager_id = %s))",
        *(work.scope.company, party, party),
    )
    return bool(found)


async def _point(work: Work, form: MergeParties, moves_user: bool) -> None:
    await work.run(
        "update base.party set merged_into_id = %s, is_closed = true, user_id = case when %s then null else user_id end,"
        " version = version + 1 where company_id = %s and id = %s",
        *(form.into, moves_user, work.scope.company, form.id),
    )


async def _take_over(work: Work, party: int, facts: dict[str, Any], user: int | None) -> None:
    """Give the surviving party what it lacks. The names are those of TAKEN_OVER, never typed ones."""
    names = [name for name in TAKEN_OVER if name in facts]
    changes = ", ".join([*(f"{name} = %s" for name in names), "user_id = coalesce(%s, user_id)", "version = version + 1"])
    await work.run(
        f"update base.party set {changes} where company_id = %s and id = %s",
        *(*(facts[name] for name in names), user, work.scope.company, party),
    )
