"""Pages before a company: sign-in, sign-out, invitation, language, and where to go first."""

from functools import partial
from typing import Any

from litestar import Request, Response
from litestar.datastructures import Cookie

from dapur.contract import Form, NotFound, Problem, _
from dapur.contract.errors import DapurError
from dapur.house import House
from dapur.language.catalogue import translate
from dapur.operations.perform import perform
from dapur.people.first_person import nobody_yet
from dapur.people.invite import AcceptInvitation, accept_invitation, invited_scope
from dapur.people.secrets import digest
from dapur.people.sign_in import sign_in, sign_out
from dapur.server.sessions import check_origin, form_token, session_cookie, session_token
from dapur_web import views
from dapur_web.server.answers import go, html
from dapur_web.server.frame import frame, preferred_language
from dapur_web.server.gate import safe_next, signed_in
from dapur_web.server.site import Site
from dapur_web.views.fields import field_id

Asked = Request[Any, Any, Any]


async def first_page(request: Asked) -> Response[Any]:
    """The company that was open last; without one, the sentence that says so."""
    house: House = request.app.state.house
    person, _session = await signed_in(request)
    async with house.pools.read() as connection:
        cursor = await connection.execute(
            b"select code from core.my_companies(%s) order by last_opened_at desc nulls last limit 1", (person.id,)
        )
        row = await cursor.fetchone()
    if row is None:
        if person.is_operator:
            return go(request, "/new-company")
        raise NotFound(_("You belong to no company here yet. Ask an administrator to invite you."))
    return go(request, f"/{row[0]}/")


async def first_or_sign_in(site: Site, request: Asked) -> Response[Any]:
    """The sign-in page; while nobody exists, the page that makes the first person."""
    if not site.somebody_is_here:
        if await nobody_yet(request.app.state.house):
            return go(request, "/setup")
        site.somebody_is_here = True
    return sign_in_page(site, request)


def sign_in_page(
    site: Site, request: Asked, *, email: str = "", problems: list[Problem] | None = None, wanted: str = ""
) -> Response[Any]:
    """The sign-in page."""
    language = preferred_language(request)
    title = translate(_("Sign in"), language)
    lines = [views.ProblemView(translate(p.message, language), field_id(p.field or "email")) for p in problems or ()]
    demo, password = site.demo_accounts(language)
    view = views.SignInView(
        frame=frame(request, title, state=translate(_("Problem: "), language) if problems else ""),
        action="/sign-in",
        email=email,
        next=safe_next(wanted or request.query_params.get("next", "/")),
        problems=lines,
        demo=demo,
        demo_password=password,
    )
    return html(site.renderer.page(view), 422 if problems else 200)


async def do_sign_in(site: Site, request: Asked) -> Response[Any]:
    """Check e-mail and password; a new session with a fresh id."""
    check_origin(request)
    form = await request.form()
    email, password = str(form.get("email", ""))[:300], str(form.get("password", ""))[:1000]
    wanted = safe_next(str(form.get("next", "/")))
    https = request.app.state.https
    missing = [
        Problem("REQUIRED", _("Enter the {field}.").fill(field=words), name)
        for name, value, words in (("email", email, _("e-mail")), ("password", password, _("password")))
        if not value
    ]
    if missing:
        return _signing_refused(site, request, email=email, problems=missing, wanted=wanted)
    try:
        opened = await sign_in(
            request.app.state.house,
            email,
            password,
            address=address_of(request),
            agent=request.headers.get("user-agent", ""),
            old_token=session_token(request.cookies, https=https) or None,
        )
    except DapurError as refused:
        return _signing_refused(site, request, email=email, problems=list(refused.problems), wanted=wanted)
    answer: Response[Any] = (
        Response({"csrf": form_token(opened.token)}, status_code=200) if _as_json(request) else go(request, wanted)
    )
    answer.set_cookie(session_cookie(opened.token, https=https))
    return answer


def _as_json(request: Asked) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _signing_refused(site: Site, request: Asked, *, email: str, problems: list[Problem], wanted: str) -> Response[Any]:
    if _as_json(request):
        language = preferred_language(request)
        return Response({"message": " ".join(translate(p.message, language) for p in problems)}, status_code=422)
    return sign_in_page(site, request, email=email, problems=problems, wanted=wanted)


async def do_sign_out(request: Asked) -> Response[Any]:
    """End the session at the server and in the browser."""
    from dapur_web.server.gate import posted

    _person, session = await signed_in(request)
    await posted(request, session)
    await sign_out(request.app.state.house, session)
    answer = go(request, "/sign-in")
    answer.set_cookie(session_cookie("", https=request.app.state.https))
    return answer


async def set_language(request: Asked) -> Response[Any]:
    """The language of pages before sign-in."""
    check_origin(request)
    form = await request.form()
    chosen = str(form.get("language", "id"))
    answer = go(request, "/sign-in")
    answer.set_cookie(
        Cookie(
            key="dapur_language",
            value=chosen if chosen in ("id", "en") else "id",
            path="/",
            httponly=True,
            samesite="lax",
            max_age=31_536_000,
        )
    )
    return answer


async def invitation_page(site: Site, request: Asked, token: str, problems: list[Problem] | None = None) -> Response[Any]:
    """What the link offers; a new person chooses a password."""
    house: House = request.app.state.house
    row = await _invitation(house, token)
    language = preferred_language(request)
    say = partial(translate, language=language)
    title = say(_("Join {company}").fill(company=row["company_name"]))
    fields = []
    if not row["has_password"]:
        error = next((translate(p.message, language) for p in problems or () if p.field == "password"), "")
        fields.append(
            views.FieldView(
                name="password",
                id=field_id("password"),
                kind="password",
                label=say(_("Choose a password")),
                hint=say(_("At least 12 characters. A short sentence is fine.")),
                error=error,
                autocomplete="new-password",
            )
        )
    lines = [views.ProblemView(translate(p.message, language), field_id(p.field) if p.field else "") for p in problems or ()]
    view = views.InviteView(
        frame=frame(request, title),
        title=title,
        intro=say(_("{name}, you are invited as {email}.").fill(name=row["name"], email=row["email"])),
        action=f"/invitation/{token}",
        fields=fields,
        submit=say(_("Join")),
        problems=lines,
    )
    return html(site.renderer.page(view), 422 if problems else 200)


async def accept(site: Site, request: Asked, token: str) -> Response[Any]:
    """Join, then sign in."""
    check_origin(request)
    house: House = request.app.state.house
    form = await request.form()
    row = await _invitation(house, token)
    try:
        raw: Form = AcceptInvitation(token=token, password=str(form.get("password", ""))[:256])
        await perform(house, invited_scope(row["company_id"], preferred_language(request)), accept_invitation, raw)
    except DapurError as refused:
        return await invitation_page(site, request, token, list(refused.problems))
    return go(request, "/sign-in")


async def _invitation(house: House, token: str) -> dict[str, Any]:
    async with house.pools.read() as connection:
        cursor = await connection.execute(
            b"select company_id, email, name, company_name, has_password from core.invitation_of(%s)", (digest(token),)
        )
        row = await cursor.fetchone()
    if row is None:
        raise NotFound(_("This link was used or has ended. Ask for a new one."))
    return dict(zip(("company_id", "email", "name", "company_name", "has_password"), row, strict=True))


def address_of(request: Asked) -> str:
    """The client's address. Forwarding headers count only where the operator's proxy sets them (not read here)."""
    return request.client.host if request.client else ""
