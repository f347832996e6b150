"""Tags on the records of a department: its own link table, an operation, a column and a filter made for it. Published.

A migration calls `select base.make_tag_table('logistics.item_tag', 'logistics.item')`; the query takes
`tags_column(TAGS, item.c.company_id, item.c.id)` and `tag_filter(…)`, the record page an action with the operation of
`tag_operation` (prefill {"owner": "id", "tags": "tags"}).
"""

from typing import Annotated, Any

from pydantic import AfterValidator, StringConstraints
from sqlalchemy import BigInteger, ColumnElement, MetaData, Table, Text, and_, func, literal, select
from sqlalchemy import Column as C

from dapur.contract import Column, Filter, Form, NotFound, Operation, Result, Shown, _, operation
from dapur.operations.work import Work

tag = Table("tag", MetaData(schema="base"), C("company_id", BigInteger), C("id", BigInteger), C("name", Text))


def link_table(name: str) -> Table:
    """A table that `base.make_tag_table` made ("schema.name"), for queries."""
    schema, _dot, table = name.partition(".")
    columns = (C("company_id", BigInteger), C("owner_id", BigInteger), C("tag_id", BigInteger))
    return Table(table, MetaData(schema=schema), *columns)


def tags_column(link: Table, company: ColumnElement[Any], owner: ColumnElement[Any]) -> Column:
    """The tags of each record, by name, with commas between."""
    names = (
        select(func.coalesce(func.string_agg(tag.c.name, literal(", ")), literal("")))
        .select_from(link.join(tag, and_(tag.c.company_id == link.c.company_id, tag.c.id == link.c.tag_id)))
        .where(link.c.company_id == company, link.c.owner_id == owner)
        .scalar_subquery()
    )
    return Column("tags", _("Tags"), "text", names)


def tag_filter(link: Table, company: ColumnElement[Any], owner: ColumnElement[Any]) -> Filter:
    """Only records with a tag."""

    def has(wanted: Any) -> ColumnElement[bool]:
        return select(1).where(link.c.company_id == company, link.c.owner_id == owner, link.c.tag_id == wanted).exists()

    return Filter("tag", _("Tag"), "reference", has, reference="base.tags")


def split(text: str) -> list[str]:
    """The names in a line of tags, each once, whatever its letters' case."""
    names = (" ".join(part.split()) for part in text.split(","))
    return list({name.casefold(): name for name in names if name}.values())


def _few_and_short(text: str) -> str:
    names = split(text)
    if len(names) > 20 or any(len(name) > 50 for name in names):
        raise ValueError("at most 20 tags of 50 letters each")
    return text


class SetTags(Form):
    """A record and all tags that it is to have."""

    owner: Annotated[int, Shown(_("Belongs to"), kind="hidden")]
    tags: Annotated[
        str,
        StringConstraints(max_length=1100),
        AfterValidator(_few_and_short),
        Shown(_("Tags"), width="wide", hint=_("With commas between; empty takes them all off")),
    ] = ""


class TagsSet(Result):
    """What it has now."""

    owner: int
    tags: list[str]


def tag_operation(name: str, *, link: Table, owner: str, permission: str) -> Operation:
    """The operation `name` that sets the tags of a record of `owner` ("schema.name") in its link table."""
    schema, _dot, table = owner.partition(".")
    if not (schema.isidentifier() and table.isidentifier() and owner.isascii()):
        raise ValueError(f"not a table: {owner!r}")

    @operation(name, title=_("Set tags"), permission=permission, audit_verb=_("set the tags"))
    async def set_tags(work: Work, form: SetTags) -> TagsSet:
        """Give a record exactly these tags. A name that is new becomes a tag of the company."""
        company = work.scope.company
        # Locked, so that two who set tags at once do not mix theirs.
        there = await work.value(f"select 1 from {owner} where company_id = %s and id = %s for update", company, form.owner)
        if not there:
            raise NotFound(field="owner")
        names = split(form.tags)
        ids = await _ids(work, names)
        await work.run(
            f"delete from {link.fullname} where company_id = %s and owner_id = %s and tag_id <> all (%s)",
            company,
            form.owner,
            ids,
        )
        await work.run(
            f"insert into {link.fullname} (company_id, owner_id, tag_id) select %s, %s, unnest(%s::bigint[]) on conflict do nothing",
            company,
            form.owner,
            ids,
        )
        return TagsSet(owner=form.owner, tags=names)

    return set_tags


async def _ids(work: Work, names: list[str]) -> list[int]:
    await work.run(
        "insert into base.tag (company_id, name) select %s, unnest(%s::text[]) on conflict do nothing", work.scope.company, names
    )
    rows = await work.rows(
        "select id from base.tag where company_id = %s and lower(name) in (select lower(n) from unnest(%s::text[]) n)",
        work.scope.company,
        names,
    )
    return [row["id"] for row in rows]
