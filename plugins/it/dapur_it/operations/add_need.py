"""What needs what, and who uses it."""

from typing import Annotated, Literal

from pydantic import Field

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_it.operations.save_component import COMPONENT, need_component
from dapur_it.operations.ticket_rows import TICKET, held_ticket
from dapur_it.words import RULES

NEEDS = Annotated[list[int], Field(min_length=1, max_length=500), Shown(_("What it needs"), reference="it.components")]


class AddNeed(Form):
    """One thing that it cannot do without."""

    id: COMPONENT
    needs_id: Annotated[int, Shown(_("Needs"), kind="reference", reference="it.components")]


class NeedAdded(Result):
    """What needs, and the group of needs."""

    id: int
    group_id: int


@operation(
    "it.add_need",
    title=_("Add a need"),
    permission="it.inventory.manage",
    audit_verb=_("added a need"),
    conflicts={"need_key": ("needs_id", "IT_NEED_EXISTS", _("It needs this already."))},
)
async def add_need(work: Work, form: AddNeed) -> NeedAdded:
    """Note that something cannot do without something else. A circle is refused."""
    await need_component(work, form.id)
    await need_component(work, form.needs_id, "needs_id")
    sql = "select id from it.need_group where company_id = %s and component_id = %s and rule = 'all'"
    group = await work.value(sql, work.scope.company, form.id)
    if group is None:
        group = await _group(work, form.id, "all", None)
    await _needs(work, group, form.id, [form.needs_id])
    return NeedAdded(id=form.id, group_id=group)


class AddRedundantNeed(Form):
    """A group of which any one, or at least so many, must work."""

    id: COMPONENT
    needs: NEEDS
    rule: Annotated[Literal["any", "at_least"], Shown(_("It needs"), choices=RULES[1:])] = "any"
    least: Annotated[int | None, Field(ge=1, le=500), Shown(_("At least"))] = None


@operation(
    "it.add_redundant_need",
    title=_("Add a redundant need"),
    permission="it.inventory.manage",
    audit_verb=_("added a redundant need"),
)
async def add_redundant_need(work: Work, form: AddRedundantNeed) -> NeedAdded:
    """Note that something works as long as one, or so many, of several work. A circle is refused."""
    await need_component(work, form.id)
    wanted = list(dict.fromkeys(form.needs))
    for needed in wanted:
        await need_component(work, needed, "needs")
    if (form.rule == "at_least") != (form.least is not None) or (form.least or 1) > len(wanted):
        raise Refused("IT_LEAST_WRONG", _("Say how many of them must work: at least one, at most all."), field="least")
    group = await _group(work, form.id, form.rule, form.least)
    await _needs(work, group, form.id, wanted)
    return NeedAdded(id=form.id, group_id=group)


async def _group(work: Work, component: int, rule: str, least: int | None) -> int:
    sql = "insert into it.need_group (company_id, component_id, rule, least) values (%s, %s, %s, %s) returning id"
    return int(await work.value(sql, work.scope.company, component, rule, least))


async def _needs(work: Work, group: int, component: int, needs: list[int]) -> None:
    await work.value(
        "with made as (insert into it.need (company_id, group_id, component_id, needs_id, is_redundant)"
        " select company_id, id, %s, unnest(%s::bigint[]), is_redundant from it.need_group where company_id = %s and id = %s"
        " returning id) select count(*) from made",
        *(component, needs, work.scope.company, group),
    )


class RemoveNeed(Form):
    """Which need."""

    id: Annotated[int, Shown(_("Need"), reference="it.needs")]


@operation("it.remove_need", title=_("Remove a need"), permission="it.inventory.manage", audit_verb=_("removed a need"))
async def remove_need(work: Work, form: RemoveNeed) -> NeedAdded:
    """It can do without."""
    sql = "delete from it.need where company_id = %s and id = %s returning component_id, group_id"
    row = await work.row(sql, work.scope.company, form.id)
    if row is None:
        raise NotFound(field="id")
    await work.run(
        "delete from it.need_group g where company_id = %s and id = %s and not exists (select from it.need n"
        " where n.company_id = g.company_id and n.group_id = g.id)",
        *(work.scope.company, row["group_id"]),
    )
    return NeedAdded(id=row["component_id"], group_id=row["group_id"])


class UseComponent(Form):
    """Who uses it."""

    id: COMPONENT
    party_id: Annotated[int, Shown(_("Person"), kind="reference", reference="it.holders")]


class Used(Result):
    """Both."""

    id: int
    party_id: int


@operation(
    "it.add_user",
    title=_("Add a user"),
    permission="it.inventory.manage",
    audit_verb=_("added a user"),
    conflicts={
        "component_user_company_id_party_id_fkey": (
            "party_id",
            "IT_PARTY_UNKNOWN",
            _("There is no such person here. Choose another."),
        )
    },
)
async def add_user(work: Work, form: UseComponent) -> Used:
    """Note that somebody uses a service."""
    await need_component(work, form.id)
    await work.run(
        "insert into it.component_user (company_id, component_id, party_id) values (%s, %s, %s) on conflict do nothing",
        *(work.scope.company, form.id, form.party_id),
    )
    return Used(id=form.id, party_id=form.party_id)


@operation("it.remove_user", title=_("Remove a user"), permission="it.inventory.manage", audit_verb=_("removed a user"))
async def remove_user(work: Work, form: UseComponent) -> Used:
    """Somebody does not use it any more."""
    gone = await work.value(
        "delete from it.component_user where company_id = %s and component_id = %s and party_id = %s returning id",
        *(work.scope.company, form.id, form.party_id),
    )
    if gone is None:
        raise NotFound(field="party_id")
    return Used(id=form.id, party_id=form.party_id)


class LinkComponent(Form):
    """A ticket, and what it is about."""

    id: TICKET
    component_id: COMPONENT


class ComponentLinked(Result):
    """Both."""

    id: int
    component_id: int


@operation("it.link_component", title=_("Add service"), permission="it.ticket.work", audit_verb=_("added the service"))
async def link_component(work: Work, form: LinkComponent) -> ComponentLinked:
    """Note that a ticket is about a service or part."""
    await held_ticket(work, form.id)
    await need_component(work, form.component_id, "component_id")
    await work.run(
        "insert into it.ticket_component (company_id, ticket_id, component_id) values (%s, %s, %s) on conflict do nothing",
        *(work.scope.company, form.id, form.component_id),
    )
    return ComponentLinked(id=form.id, component_id=form.component_id)
