"""The Litestar application: health, GraphQL, and whatever the installed user interface mounts."""

import asyncio
import contextlib
import gc
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.util import find_spec
from typing import Any

import msgspec
from litestar import Litestar, MediaType, Request, Response, get, post
from litestar.exceptions import HTTPException
from litestar.params import FromPath

from dapur.contract import DapurError
from dapur.house import House
from dapur.people.scopes import person_of, scope_for, scope_of_token
from dapur.plugins.registry import loading
from dapur.server.headers import secured
from dapur.server.sessions import check_form_token, check_origin, session_token

JSON = "application/json"


def make_app(house: House, *, https: bool = False, background: bool = True) -> Any:
    """The whole ASGI application. `background`: also run the outbox and the jobs in this process."""

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        await house.open()
        parent = asyncio.create_task(_end_with_parent())
        workers = await _start_background(house) if background else None
        # A full collection takes 45 ms with everything imported: freeze what is there for good.
        gc.collect()
        gc.freeze()
        gc.set_threshold(20_000, 20, 50)
        _tell_ready()
        try:
            yield
        finally:
            if workers is not None:
                await workers.stop()
            parent.cancel()
            await house.close()

    handlers: list[Any] = [health, graphql]
    with loading():
        for ui in house.registry.user_interfaces:
            handlers += ui.make(house)
    app = Litestar(
        handlers,
        lifespan=[lifespan],
        openapi_config=None,
        debug=False,
        exception_handlers={Exception: answer_error},
        request_max_body_size=30 * 1024 * 1024,
    )
    check_routes(app)
    app.state.house = house
    app.state.https = https
    return secured(app, https=https)


class UnguardedRoute(Exception):
    """A route declares neither a permission nor that it is public."""


def check_routes(app: Litestar) -> None:
    """Deny by default: every route names its permission. Raises UnguardedRoute."""
    for route in app.routes:
        handlers: Any = getattr(route, "route_handlers", None) or [getattr(route, "route_handler", None)]
        for handler in handlers:
            # Litestar adds an answer to OPTIONS, which shows nothing.
            if getattr(handler, "http_methods", None) != {"OPTIONS"} and not handler.opt.get("permission"):
                raise UnguardedRoute(f"{route.path}: name its permission in opt, or say public.")


def _tell_ready() -> None:
    if told := os.environ.get("DAPUR_READY_FD"):
        with contextlib.suppress(OSError):
            os.write(int(told), b".")


async def _end_with_parent() -> None:
    """Leave when the process that started this one is gone: a killed one must not leave its port taken."""
    parent = os.getppid()
    while os.getppid() == parent:  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(0.3)
    os.kill(os.getpid(), signal.SIGTERM)


async def _start_background(house: House) -> Any:
    if find_spec("dapur.jobs.background") is None:
        return None
    from dapur.jobs.background import start_background

    return await start_background(house)


@get("/health", media_type=MediaType.TEXT, opt={"permission": "public"})
async def health(request: Request[Any, Any, Any]) -> str:
    """Whether this process and its database answer."""
    house: House = request.app.state.house
    async with house.pools.read() as connection:
        await connection.execute(b"select 1")
    return "ok"


@post("/{company:str}/graphql", status_code=200, opt={"permission": "public"})
async def graphql(request: Request[Any, Any, Any], company: FromPath[str]) -> Response[bytes]:
    """The API of a company: an API token, or a signed-in page that sends its form token."""
    from dapur.graphql.door import answer

    house: House = request.app.state.house
    scope = await _api_scope(request, house, company)
    if scope is None:
        return Response(
            b'{"errors":[{"message":"Sign in first, or send a valid token.","extensions":{"code":"UNAUTHENTICATED"}}]}',
            status_code=401,
            media_type=JSON,
        )
    headers = request.headers
    status, body = await answer(
        house, scope, await request.body(), headers.get("content-type", ""), headers.get("accept-language", "")
    )
    return Response(body, status_code=status, media_type=JSON)


async def _api_scope(request: Request[Any, Any, Any], house: House, company: str) -> Any:
    request_id = request.scope["state"].get("request_id", "")
    bearer = request.headers.get("authorization", "")
    try:
        if bearer.lower().startswith("bearer "):
            found = await scope_of_token(house, bearer[7:].strip(), company, request_id)
            return found[0] if found else None
        token = session_token(request.cookies, https=request.app.state.https)
        person = await person_of(house, token) if token else None
        if person is None:
            return None
        check_origin(request)
        check_form_token(token, request.headers.get("x-csrftoken", ""))
        return (await scope_for(house, person, company, "graphql", request_id))[0]
    except DapurError:
        return None


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The last handler for what no UI caught: JSON, without anything of the inside."""
    house: House = request.app.state.house
    if isinstance(error, DapurError):
        status, code, text = error.status, error.code, str(error.problems[0].message)
    elif isinstance(error, HTTPException):
        status, code, text = error.status_code, "HTTP", "Not possible." if error.status_code < 500 else "Failed."
    else:
        status, code, text = 500, "FAILED", "Something failed on our side; nothing was saved."
        house.log.error("request %s failed", request.scope["state"].get("request_id"), exc_info=error)
    body = msgspec.json.encode({"code": code, "message": text, "request": request.scope["state"].get("request_id")})
    return Response(body, status_code=status, media_type=JSON)


def served_app() -> Any:
    """Entry point for the ASGI server's worker process: the house as the environment says."""
    from dapur.plugins.registry import discover

    # Out of the terminal's group: a Ctrl C is for the process that started this one, which then ends it in order.
    os.setpgrp()
    registry = discover()
    registry.check()
    house = House(registry, os.environ["DATABASE_URL"], os.environ.get("DATABASE_OWNER_URL", ""))
    if os.environ.get("DAPUR_DEMO") == "1":
        from dapur.companies.demo import demo_accounts

        house.demo_accounts = demo_accounts()
    return make_app(house, https=os.environ.get("DAPUR_HTTPS") == "1")
