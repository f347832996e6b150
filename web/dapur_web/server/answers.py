"""Answers of the pages: HTML, redirects that htmx understands, and the page for every kind of refusal."""

import secrets
from typing import Any
from urllib.parse import urlsplit

from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from dapur.contract import Conflict, DapurError, Forbidden, NotFound, Words, _
from dapur.language.catalogue import translate
from dapur_web import views
from dapur_web.server.frame import frame, preferred_language, shell
from dapur_web.server.gate import SignInFirst, Visitor, safe_next, sign_in_address
from dapur_web.server.site import Site


def html(text: str, status: int = 200) -> Response[str]:
    """A page."""
    return Response(text, status_code=status, media_type=MediaType.HTML)


def go(request: Request[Any, Any, Any], address: str) -> Response[Any]:
    """Send the browser on after a change; htmx is told by header, because it would swap a followed redirect."""
    if "hx-request" in request.headers:
        return Response("", status_code=200, headers={"HX-Redirect": address}, media_type=MediaType.HTML)
    return Redirect(address, status_code=303)


def wants_json(request: Request[Any, Any, Any]) -> bool:
    """Whether a script asked, who reads data and no page."""
    return "application/json" in request.headers.get("accept", "") or request.url.path.endswith(
        ("/_alive", "/_search", "/_needs", "/draft")
    )


async def refusal_page(site: Site, request: Request[Any, Any, Any], error: Exception, visitor: Visitor | None) -> Response[Any]:
    """The page for anything that was raised."""
    if isinstance(error, SignInFirst):
        if (request.method != "GET" and "hx-request" in request.headers) or wants_json(request):
            # The script asks for the password over the page and sends what was typed again.
            return Response({"message": translate(_("Sign in again."), preferred_language(request))}, status_code=401)
        return go(request, sign_in_address(error.next))
    language = visitor.language if visitor else preferred_language(request)
    status, kind, heading, text, code = _words(site, request, error)
    if wants_json(request):
        return Response({"message": translate(text, language), "code": code}, status_code=status)
    title = translate(heading, language)
    around: dict[str, Any] = {"shell": await shell(site, visitor, title)} if visitor else {"frame": frame(request, title)}
    home = f"{visitor.base}/" if visitor else "/"
    view = views.StateView(
        status=status,
        kind=kind,
        heading=title,
        text=translate(text, language),
        code=code,
        links=_ways_out(request, language, home),
        retry=status >= 500,
        **around,
    )
    return html(site.renderer.page(view), status)


def _ways_out(request: Request[Any, Any, Any], language: str, home: str) -> tuple[tuple[str, str], ...]:
    """Back to the page where the deed was asked for, and to the start page."""
    start = (translate(_("Go to the start page"), language), home)
    came_from = urlsplit(str(request.headers.get("hx-current-url") or request.headers.get("referer", "")))
    if request.method == "GET" or came_from.netloc != request.headers.get("host"):
        return (start,)
    address = safe_next(came_from.path + (f"?{came_from.query}" if came_from.query else ""))
    return ((translate(_("Back to the page before"), language), address), start)


def _words(site: Site, request: Request[Any, Any, Any], error: Exception) -> tuple[int, str, Words, Words, str]:
    if isinstance(error, Forbidden):
        right = site.house.registry.permissions.get(error.permission)
        message = _("You may not do this yet. The right needed is {right}; an administrator of this company can give it.")
        return 403, "may", _("You may not open this"), message.fill(right=right.title if right else error.permission), ""
    if isinstance(error, NotFound) or (isinstance(error, HTTPException) and error.status_code in (404, 405)):
        text = (
            error.problems[0].message
            if isinstance(error, NotFound)
            else _("There is no page at this address. Check the link, or go on from the menu.")
        )
        return 404, "gone", _("Not found"), text, ""
    if isinstance(error, Conflict):
        return 409, "rule", _("Changed meanwhile"), error.problems[0].message, ""
    if isinstance(error, DapurError):
        kind = "fail" if error.status >= 500 else "rule"
        return error.status, kind, _("This does not work so"), error.problems[0].message, ""
    if isinstance(error, HTTPException) and error.status_code < 500:
        return (
            error.status_code,
            "rule",
            _("This does not work so"),
            _("The request could not be read. Go back and try again."),
            "",
        )
    code = f"{secrets.token_hex(1)}-{request.scope['state'].get('request_id', '')[:6]}".upper()
    site.house.log.error("page failed, code %s", code, exc_info=error)
    return (
        500,
        "fail",
        _("Something failed on our side"),
        _("Nothing was saved. Try again, or send the code to whoever runs Dapur here."),
        code,
    )
