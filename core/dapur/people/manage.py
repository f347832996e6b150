"""Members of a company: their roles, switching them off and on."""

from typing import Annotated

from pydantic import Field

from dapur.companies.turns import take_turn
from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.people.invite import RoleIds, check_roles

UserId = Annotated[int, Field(ge=1), Shown(_("Person"), kind="reference", reference="core.people")]


class GiveRoles(Form):
    """All roles that the person shall have from now on."""

    user: UserId
    roles: RoleIds


class PersonChanged(Result):
    """Whom it concerned."""

    user: int


@operation("core.give_roles", title=_("Change roles"), permission="core.people.manage", audit_verb=_("changed the roles of"))
async def give_roles(work: Work, form: GiveRoles) -> PersonChanged:
    """Set a member's roles. The company keeps at least one administrator."""
    await take_turn(work)
    await _member(work, form.user)
    await check_roles(work, form.roles)
    company = work.scope.company
    await work.run(
        "delete from core.membership_role where company_id = %s and user_id = %s and not role_id = any (%s)",
        company,
        form.user,
        form.roles,
    )
    await work.run(
        "insert into core.membership_role (company_id, user_id, role_id) select %s, %s, unnest(%s::bigint[]) on conflict do nothing",
        company,
        form.user,
        form.roles,
    )
    await keep_an_administrator(work)
    return PersonChanged(user=form.user)


class ThePerson(Form):
    """Which member."""

    user: UserId


@operation("core.disable_person", title=_("Disable"), permission="core.people.manage", audit_verb=_("disabled"), danger=True)
async def disable_person(work: Work, form: ThePerson) -> PersonChanged:
    """Shut a member out of this company at once; their sessions end. Their records stay."""
    await take_turn(work)
    await _member(work, form.user)
    if form.user == work.actor:
        raise Refused("NOT_ONESELF", _("You cannot disable yourself. Ask another administrator."), field="user")
    await work.run(
        "update core.membership set is_active = false, version = version + 1 where company_id = %s and user_id = %s",
        work.scope.company,
        form.user,
    )
    await work.run(
        "update core.api_token set revoked_at = core.now() where company_id = %s and user_id = %s and revoked_at is null",
        work.scope.company,
        form.user,
    )
    await work.run("select core.close_sessions(%s)", form.user)
    await keep_an_administrator(work)
    return PersonChanged(user=form.user)


@operation("core.enable_person", title=_("Enable"), permission="core.people.manage", audit_verb=_("enabled"))
async def enable_person(work: Work, form: ThePerson) -> PersonChanged:
    """Let a disabled member in again. API tokens stay ended."""
    await _member(work, form.user)
    await work.run(
        "update core.membership set is_active = true, version = version + 1 where company_id = %s and user_id = %s",
        work.scope.company,
        form.user,
    )
    return PersonChanged(user=form.user)


async def _member(work: Work, user: int) -> None:
    if (
        await work.row("select 1 as found from core.membership where company_id = %s and user_id = %s", work.scope.company, user)
        is None
    ):
        raise NotFound(field="user")


async def keep_an_administrator(work: Work) -> None:
    """Raise Refused when nobody is left who may manage people."""
    left = await work.value(
        "select count(*) from core.membership m join core.membership_role r using (company_id, user_id)"
        " join core.role_permission p on p.company_id = r.company_id and p.role_id = r.role_id"
        " join core.app_user u on u.id = m.user_id"
        " where m.company_id = %s and m.is_active and u.is_active and p.permission = 'core.people.manage'",
        work.scope.company,
    )
    if left == 0:
        raise Refused(
            "LAST_ADMINISTRATOR", _("Somebody must be able to manage people. Give another person that role first."), field="roles"
        )
