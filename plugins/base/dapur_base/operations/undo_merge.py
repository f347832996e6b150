"""A merge that was a mistake is taken back."""

from typing import Annotated

from dapur.contract import Form, NotFound, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.merge_parties import TAKEN_OVER


class UndoMerge(Form):
    """Which party comes back."""

    id: Annotated[int, Shown(_("Merged party"), reference="base.parties")]


class MergeUndone(Result):
    """The party that is back."""

    id: int


@operation("base.undo_merge", title=_("Take merge back"), permission="base.party.merge", audit_verb=_("took the merge back"))
async def undo_merge(work: Work, form: UndoMerge) -> MergeUndone:
    """Let a merged party stand for itself again. What the other took over from it goes back, unless it was changed since."""
    merge = await work.row(
        "select id, into_id, was_closed, taken_over from base.party_merge"
        " where company_id = %s and party_id = %s and undone_at is null for update",
        work.scope.company,
        form.id,
    )
    if merge is None:
        raise NotFound(field="id")
    names = [name for name in TAKEN_OVER if name in merge["taken_over"]]
    if names:
        back = ", ".join(f"{n} = case when p.{n} = m.{n} then %s else p.{n} end" for n in names)
        await work.run(
            f"update base.party p set {back}, version = p.version + 1 from base.party m"
            " where p.company_id = %s and p.id = %s and m.company_id = p.company_id and m.id = %s",
            *(*(merge["taken_over"][name] for name in names), work.scope.company, merge["into_id"], form.id),
        )
    user = "user_id" in merge["taken_over"]
    await _stand_alone(work, form.id, merge["into_id"], merge["was_closed"], user)
    await work.run(
        "update base.party_merge set undone_at = core.now() where company_id = %s and id = %s", work.scope.company, merge["id"]
    )
    return MergeUndone(id=form.id)


async def _stand_alone(work: Work, party: int, other: int, is_closed: bool, takes_user: bool) -> None:
    user = None
    if takes_user:
        user = await work.value("select user_id from base.party where company_id = %s and id = %s", work.scope.company, other)
        await work.run(
            "update base.party set user_id = null, version = version + 1 where company_id = %s and id = %s",
            *(work.scope.company, other),
        )
    await work.run(
        "update base.party set merged_into_id = null, is_closed = %s, user_id = coalesce(%s, user_id), version = version + 1"
        " where company_id = %s and id = %s",
        *(is_closed, user, work.scope.company, party),
    )
