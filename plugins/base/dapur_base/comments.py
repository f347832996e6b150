"""Comments at the records of a department: its own table with real keys, and an operation made for it. Published.

A migration calls `select base.make_comment_table('accounting.bill_comment', 'accounting.bill')`; the plugin registers
the operation of `comment_operation`, and names both on its record page (`comments`, `comment`). Whoever may read the
record may read its comments.
"""

from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, NotFound, Operation, Result, Shown, _, operation
from dapur.notices.tell import tell
from dapur.operations.work import Work
from dapur_base.rules.mentions import mentioned

BODY = Annotated[
    str,
    StringConstraints(min_length=1, max_length=5000),
    Shown(_("Comment"), kind="note", reference="base.colleagues", hint=_("@ and a name tells that person")),
]
MENTIONED = _("{person} mentioned you at {title}: {words}")
EXCERPT = 140


class WriteComment(Form):
    """A comment at a record; "@" with the name of a colleague tells that person."""

    owner: Annotated[int, Shown(_("Belongs to"), kind="hidden")]
    body: BODY


class CommentWritten(Result):
    """The comment, and the users who were told."""

    id: int
    told: list[int]


def comment_operation(name: str, *, table: str, owner: str, title: str, permission: str, address: str) -> Operation:
    """The operation `name` that writes a comment into `table` at a record of `owner` (both "schema.name").

    title: column of the owner that names it. permission: that of reading the record; who lacks it is told nothing.
    address: of the record's page, with {owner}.
    """
    table, owner = _checked(table), _checked(owner)
    if not title.isidentifier():
        raise ValueError(f"not a column: {title!r}")

    @operation(name, title=_("Comment"), permission=permission, audit_verb=_("commented"))
    async def write_comment(work: Work, form: WriteComment) -> CommentWritten:
        """Write a comment. It stays as it is written; colleagues named with "@" are told, if they may read the record."""
        company = work.scope.company
        found = await work.row(f"select {title} as title from {owner} where company_id = %s and id = %s", company, form.owner)
        if found is None:
            raise NotFound(field="owner")
        made = await work.value(
            f"insert into {table} (company_id, owner_id, body) values (%s, %s, %s) returning id", company, form.owner, form.body
        )
        told = mentioned(form.body, await _readers(work, permission)) - {work.actor}
        if told:
            who = await work.value("select name from core.app_user where id = %s", work.actor)
            words = MENTIONED.fill(person=who, title=str(found["title"]), words=form.body[:EXCERPT])
            await tell(work, told, "base.mention", words, address.format(owner=form.owner))
        return CommentWritten(id=made, told=sorted(told))

    return write_comment


async def _readers(work: Work, permission: str) -> dict[int, str]:
    """Colleagues who hold the permission, by number."""
    rows = await work.rows(
        "select distinct u.id, u.name from core.membership m join core.app_user u on u.id = m.user_id"
        " join core.membership_role h on h.company_id = m.company_id and h.user_id = m.user_id"
        " join core.role_permission p on p.company_id = h.company_id and p.role_id = h.role_id and p.permission = %s"
        " where m.company_id = %s and m.is_active",
        permission,
        work.scope.company,
    )
    return {row["id"]: row["name"] for row in rows}


def _checked(table: str) -> str:
    schema, _dot, name = table.partition(".")
    if not (schema.isidentifier() and name.isidentifier() and table.isascii()):
        raise ValueError(f"not a table: {table!r}")
    return table
