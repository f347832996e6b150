"""Which page is at which address inside the company."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from litestar import Response

from dapur.contract import NotFound, _
from dapur_web.server.administration import (
    account,
    audit,
    departments,
    invitations,
    jobs,
    mails,
    management,
    people,
    person,
    roles,
    settings,
    tokens,
)
from dapur_web.server.answers import go
from dapur_web.server.gate import Visitor
from dapur_web.server.reports import TYPES
from dapur_web.server.site import Site

NOWHERE = _("There is no page at this address. Check the link, or go on from the menu.")

Show = Callable[..., Awaitable[Response[Any]]]


@dataclass(frozen=True)
class Address:
    """A path with named parts, what shows it and what takes its form."""

    path: str
    show: Show | None = None
    change: Show | None = None

    def match(self, path: str) -> dict[str, str] | None:
        """The named parts of a path that fits: {id} is digits, {name} anything."""
        pattern = re.escape(self.path).replace(r"\{id\}", r"(?P<number>\d{1,18})").replace(r"\{name\}", r"(?P<name>[a-z0-9_.]+)")
        found = re.fullmatch(pattern, path)
        return found.groupdict() if found else None


ADDRESSES = (
    Address("settings", settings.show_company, settings.change_company_page),
    Address("settings/{name}", settings.show, settings.change),
    Address("people", people.show),
    Address("people/invite", invitations.ask, invitations.invite),
    Address("people/invitations", invitations.show),
    Address("people/invitations/{id}/withdraw", None, invitations.withdraw),
    Address("people/{id}", person.show, person.change),
    Address("people/{id}/disable", None, person.disable),
    Address("people/{id}/enable", None, person.enable),
    Address("roles", roles.show),
    Address("roles/new", roles.ask, roles.save),
    Address("roles/give-new-rights", None, roles.give),
    Address("roles/{id}", roles.ask, roles.save),
    Address("roles/{id}/delete", None, roles.delete),
    Address("roles/rights/{name}", roles.holders),
    Address("departments", departments.show),
    Address("departments/{name}/on", departments.ask, departments.switch_on),
    Address("departments/{name}/off", None, departments.switch_off),
    Address("audit", audit.show),
    Address("audit/seals", audit.show_seals, audit.check_seals),
    Address("audit/{id}", audit.show_one),
    Address("jobs", jobs.show),
    Address("jobs/{id}/about", jobs.show_one),
    Address("jobs/events", jobs.show_events),
    Address("mails", mails.show),
    Address("mails/{id}", mails.show_one),
    Address("management", management.show),
    Address("management/keep", None, management.keep),
    Address("management/follow", None, management.follow),
    Address("management/kept", management.show_kept),
    Address("management/sheet", management.show_one),
    Address("account", account.show, account.change),
    Address("account/password", account.ask_password, account.change_password),
    Address("account/sessions", account.show_sessions),
    Address("account/sessions/{id}/end", None, account.end_one_session),
    Address("account/sessions/end-others", None, account.end_others),
    Address("account/keys", account.show_keys),
    Address("account/tokens", tokens.show),
    Address("account/tokens/new", tokens.ask, tokens.create),
    Address("account/tokens/{id}/end", None, tokens.end),
)


async def administration_get(site: Site, visitor: Visitor, first: str, rest: str) -> Response[Any]:
    """Show the page at this address. Raises NotFound."""
    path = f"{first}/{rest}".rstrip("/")
    if first == "core":  # links that are made like a department's
        query = visitor.request.url.query
        return go(visitor.request, f"{visitor.base}/{rest}" + (f"?{query}" if query else ""))
    name, _dot, kind = path.rpartition(".")
    if kind in ("csv", "xlsx") and name in EXPORTS:
        return await EXPORTS[name](visitor, kind)
    if kind in TYPES and name in management.FILES:
        return await management.send_file(site, visitor, name, kind)
    for address in ADDRESSES:
        parts = address.match(path)
        if parts is not None and address.show is not None:
            return await address.show(site, visitor, **parts)
    raise NotFound(NOWHERE)


async def administration_post(site: Site, visitor: Visitor, first: str, rest: str, fields: dict[str, Any]) -> Response[Any]:
    """Do what the page at this address posts. Raises NotFound."""
    path = f"{first}/{rest}".rstrip("/")
    for address in ADDRESSES:
        parts = address.match(path)
        if parts is not None and address.change is not None:
            return await address.change(site, visitor, fields, **parts)
    raise NotFound(NOWHERE)


EXPORTS: dict[str, Show] = {"people": people.export, "people/invitations": invitations.export, "audit": audit.export}
