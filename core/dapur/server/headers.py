"""Security headers and a request id on every answer, and a limit on what a body may weigh."""

import secrets
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    b"media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
HEADERS: list[tuple[bytes, bytes]] = [
    (b"content-security-policy", POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), geolocation=(), microphone=(), payment=()"),
]
NO_STORE = (b"cache-control", b"no-store")


def secured(app: ASGIApp, *, https: bool, max_body: int = 30 * 1024 * 1024) -> ASGIApp:
    """Wrap an ASGI app. `https`: also send HSTS. Bodies over `max_body` bytes get 413."""
    fixed = [*HEADERS, (b"strict-transport-security", b"max-age=31536000")] if https else HEADERS

    async def secured_app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        request_id = secrets.token_hex(6)
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                given: list[Any] = list(message.get("headers", []))
                named = {name.lower() for name, _ in given}
                given += [pair for pair in fixed if pair[0] not in named]
                if b"cache-control" not in named:
                    given.append(NO_STORE)
                given.append((b"x-request-id", request_id.encode()))
                message["headers"] = given
            await send(message)

        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > max_body:
            await _too_large(send_secured)
            return
        await app(scope, receive, send_secured)

    return secured_app


async def _too_large(send: Send) -> None:
    await send({"type": "http.response.start", "status": 413, "headers": [(b"content-type", b"text/plain; charset=utf-8")]})
    await send({"type": "http.response.body", "body": b"The file is too large.", "more_body": False})
