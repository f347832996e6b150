"""The session cookie, the token in every form, and the check that a request comes from our own pages."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.datastructures import Cookie

from dapur.contract import Problem, _
from dapur.contract.errors import DapurError

PLAIN_NAME = "dapur_session"
SECURE_NAME = "__Host-dapur_session"


class ForeignRequest(DapurError):
    """A changing request that does not come from a page of ours, or whose page is too old."""

    status = 403

    def __init__(self) -> None:
        super().__init__([Problem("FOREIGN_REQUEST", _("This page is too old. Open it again, then repeat."))])


def session_token(cookies: Mapping[str, str], *, https: bool) -> str:
    """The session token of the request, or ""."""
    return cookies.get(SECURE_NAME if https else PLAIN_NAME, "")


def session_cookie(token: str, *, https: bool) -> Cookie:
    """The cookie for a token; "" makes the browser forget it."""
    return Cookie(
        key=SECURE_NAME if https else PLAIN_NAME,
        value=token,
        path="/",
        httponly=True,
        secure=https,
        samesite="lax",
        max_age=None if token else 0,
    )


def form_token(session: str) -> str:
    """The token that every form of this session carries."""
    return hashlib.sha256(b"dapur form " + session.encode()).hexdigest()[:40]


def check_origin(request: Request[Any, Any, Any], *, trusted: str = "") -> None:
    """Refuse a changing request that another site's page sent. Raises ForeignRequest."""
    site = request.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        raise ForeignRequest
    origin = request.headers.get("origin")
    if origin and origin != "null":
        host = request.headers.get("host", "")
        if urlsplit(origin).netloc not in {host, trusted}:
            raise ForeignRequest
    elif origin == "null":
        raise ForeignRequest


def check_form_token(session: str, given: str) -> None:
    """Refuse a form without the session's token. Raises ForeignRequest."""
    if not hmac.compare_digest(form_token(session), given):
        raise ForeignRequest
