"""People come in by a link: whoever may invite names them and their roles; they choose their own password."""

import asyncio
import json
import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Scope, Shown, _, operation
from dapur.operations.work import Work
from dapur.people.secrets import digest, hash_password, new_token

INVITATION_DAYS = 7

EMAIL = r"^[^@\s]+@[^@\s]+\.[^@\s]+$|^[^@\s]+@localhost$"
Email = Annotated[str, StringConstraints(pattern=EMAIL, max_length=254), Shown(_("E-mail"), kind="email")]
PersonName = Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("Name"))]
RoleIds = Annotated[list[int], Field(min_length=1, max_length=50), Shown(_("Roles"), kind="choices", reference="core.roles")]


def is_email(text: str) -> bool:
    """Whether it looks like an e-mail address."""
    return len(text) <= 254 and re.fullmatch(EMAIL, text) is not None


class InvitePerson(Form):
    """Who, and what they may do."""

    email: Email
    name: PersonName
    roles: RoleIds


class PersonInvited(Result):
    """`link` is shown once: only its hash is stored."""

    id: int
    link: Annotated[str, Shown(_("Link"), sensitive=True)]


@operation("core.invite_person", title=_("Invite"), permission="core.people.manage", sensitive=True, audit_verb=_("invited"))
async def invite_person(work: Work, form: InvitePerson) -> PersonInvited:
    """Make a link with which a person joins this company. It works once, for seven days."""
    await check_roles(work, form.roles)
    token = new_token()
    row = await work.row(
        "insert into core.invitation (company_id, email, name, role_ids, token_hash, invited_by, ends_at)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id",
        work.scope.company,
        form.email,
        form.name,
        form.roles,
        digest(token),
        work.actor,
        work.now + timedelta(days=INVITATION_DAYS),
    )
    assert row is not None
    return PersonInvited(id=row["id"], link=f"/invitation/{token}")


async def check_roles(work: Work, roles: list[int]) -> None:
    """Raise NotFound unless all are roles of this company; nobody gives a right that they lack themselves."""
    known = await work.rows("select id from core.role where company_id = %s and id = any (%s)", work.scope.company, roles)
    if len(known) != len(set(roles)):
        raise NotFound(_("This role does not exist here. Choose one of the list."), field="roles")
    beyond = await work.row(
        "select permission from core.role_permission where company_id = %s and role_id = any (%s) and not permission = any (%s) limit 1",
        work.scope.company,
        roles,
        sorted(work.scope.permissions),
    )
    if beyond is not None:
        raise Refused(
            "BEYOND_OWN_RIGHTS",
            _("This role holds the right {permission}, which you do not have yourself. Ask somebody who has it.").fill(
                permission=beyond["permission"]
            ),
            field="roles",
        )
    wide = await work.row(
        "select p.permission from core.role_permission p join jsonb_each_text(%s::jsonb) own on own.key = p.permission"
        " where p.company_id = %s and p.role_id = any (%s) and p.rows <> own.value limit 1",
        json.dumps(work.scope.rows),
        work.scope.company,
        roles,
    )
    if wide is not None:
        raise Refused(
            "BEYOND_OWN_RIGHTS",
            _("This role reaches more rows with the right {permission} than you do. Ask somebody who sees them all.").fill(
                permission=wide["permission"]
            ),
            field="roles",
        )


class WithdrawInvitation(Form):
    """Which invitation."""

    id: Annotated[int, Shown(_("Invitation"), kind="hidden")]


class InvitationWithdrawn(Result):
    """Gone."""

    id: int


@operation(
    "core.withdraw_invitation",
    title=_("Withdraw invitation"),
    permission="core.people.manage",
    audit_verb=_("withdrew the invitation"),
)
async def withdraw_invitation(work: Work, form: WithdrawInvitation) -> InvitationWithdrawn:
    """Make an invitation's link useless."""
    row = await work.row(
        "update core.invitation set revoked_at = core.now() where company_id = %s and id = %s and accepted_at is null returning id",
        work.scope.company,
        form.id,
    )
    if row is None:
        raise NotFound()
    return InvitationWithdrawn(id=row["id"])


class AcceptInvitation(Form):
    """The link's token and, for a new person, a password."""

    token: Annotated[str, StringConstraints(max_length=100), Shown(_("Link"), kind="hidden", sensitive=True)]
    password: Annotated[
        str, StringConstraints(max_length=256, strip_whitespace=False), Shown(_("Password"), kind="password", sensitive=True)
    ] = ""


class InvitationAccepted(Result):
    """Who came in."""

    user: int
    email: str


@operation(
    "core.accept_invitation",
    title=_("Accept invitation"),
    permission="public",
    doors=frozenset({"page", "setup"}),
    sensitive=True,
    audit_verb=_("joined"),
)
async def accept_invitation(work: Work, form: AcceptInvitation) -> InvitationAccepted:
    """Join the company that the link names. A new person chooses a password; a known one keeps theirs."""
    row = await _use_up(work, form.token)
    hashed = None if row["has_password"] else await asyncio.to_thread(hash_password, form.password)
    user = await work.value(
        "select core.add_invited_user(%s, %s, %s, %s)", row["email"], row["name"], hashed, work.scope.language
    )
    # From here on the new member acts: the history names them.
    await work.run("select set_config('dapur.actor', %s, true)", str(user))
    await work.run(
        "insert into core.membership (company_id, user_id) values (%s, %s)"
        " on conflict (company_id, user_id) do update set is_active = true",
        work.scope.company,
        user,
    )
    await work.run(
        "insert into core.membership_role (company_id, user_id, role_id) select %s, %s, id from core.role"
        " where company_id = %s and id = any (%s) on conflict do nothing",
        work.scope.company,
        user,
        work.scope.company,
        row["role_ids"],
    )
    return InvitationAccepted(user=user, email=row["email"])


async def _use_up(work: Work, token: str) -> dict[str, Any]:
    """The invitation behind a link, marked as accepted: of two at once only one gets it. Raises NotFound."""
    row = await work.row("select * from core.invitation_of(%s)", digest(token))
    mine = row is not None and await work.row(
        "update core.invitation set accepted_at = core.now() where company_id = %s and id = %s"
        " and accepted_at is null and revoked_at is null returning id",
        work.scope.company,
        row["id"],
    )
    if row is None or not mine or row["company_id"] != work.scope.company:
        raise NotFound(_("This link was used or has ended. Ask for a new one."))
    return row


def invited_scope(company: int, language: str = "id") -> Scope:
    """The scope of somebody who only holds a link."""
    return Scope(company, 0, "page", frozenset(), frozenset(), language)
