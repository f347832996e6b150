"""API tokens: they belong to a person and one company, and can do at most what that person can."""

from datetime import timedelta
from typing import Annotated

from pydantic import Field, StringConstraints

from dapur.contract import Form, NotFound, Refused, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur.people.secrets import digest, new_token


class CreateToken(Form):
    """scopes: permissions the token may use, or "*" for all that its owner has."""

    name: Annotated[
        str, StringConstraints(min_length=1, max_length=100), Shown(_("Name"), hint=_("What uses it, for example Web shop"))
    ]
    scopes: Annotated[list[str], Field(min_length=1, max_length=300), Shown(_("Rights"), kind="choices")]
    days: Annotated[int, Field(ge=1, le=730), Shown(_("Valid for days"))] = 365


class TokenCreated(Result):
    """`token` is shown once: only its hash is stored."""

    id: int
    token: Annotated[str, Shown(_("Token"), sensitive=True)]


@operation(
    "core.create_token",
    title=_("Create token"),
    permission="core.token.create",
    sensitive=True,
    doors=frozenset({"page", "cli", "setup"}),
    audit_verb=_("created the token"),
)
async def create_token(work: Work, form: CreateToken) -> TokenCreated:
    """Create an API token for oneself in this company."""
    beyond = [s for s in form.scopes if s != "*" and s not in work.scope.permissions]
    if beyond:
        raise Refused(
            "BEYOND_OWN_RIGHTS", _("You do not have the right {permission} yourself.").fill(permission=beyond[0]), field="scopes"
        )
    token = "dapur_" + new_token()
    row = await work.row(
        "insert into core.api_token (company_id, user_id, name, token_hash, hint, scopes, ends_at)"
        " values (%s, %s, %s, %s, %s, %s, %s) returning id",
        work.scope.company,
        work.actor,
        form.name,
        digest(token),
        token[:10],
        form.scopes,
        work.now + timedelta(days=form.days),
    )
    assert row is not None
    return TokenCreated(id=row["id"], token=token)


class RevokeToken(Form):
    """Which token."""

    id: Annotated[int, Shown(_("Token"), kind="hidden")]


class TokenRevoked(Result):
    """Ended."""

    id: int


@operation(
    "core.revoke_token", title=_("End token"), permission="core.token.create", danger=True, audit_verb=_("ended the token")
)
async def revoke_token(work: Work, form: RevokeToken) -> TokenRevoked:
    """End a token at once: one's own, or anybody's with the right to manage people."""
    row = await work.row(
        "select user_id from core.api_token where company_id = %s and id = %s and revoked_at is null", work.scope.company, form.id
    )
    if row is None:
        raise NotFound()
    if row["user_id"] != work.actor:
        work.need("core.people.manage")
    await work.run(
        "update core.api_token set revoked_at = core.now() where company_id = %s and id = %s", work.scope.company, form.id
    )
    return TokenRevoked(id=form.id)
