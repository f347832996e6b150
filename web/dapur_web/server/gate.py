"""Who asks: from a request to a signed-in visitor in a company."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import quote

from litestar import Request

from dapur.contract import Scope, Words
from dapur.house import House
from dapur.language.catalogue import translate
from dapur.people.scopes import Company, Person, Standing, person_of, scope_for
from dapur.queries.reader import Reader
from dapur.server.sessions import check_form_token, check_origin, form_token, session_token


class SignInFirst(Exception):
    """Nobody is signed in; the address they wanted is `next`."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.next = wanted


@dataclass
class Visitor:
    """A signed-in person in a company, for one request."""

    request: Request[Any, Any, Any]
    house: House
    person: Person
    scope: Scope
    standing: Standing
    company: Company
    session: str

    @property
    def language(self) -> str:
        """The reader's language."""
        return self.person.language

    def say(self, text: Words) -> str:
        """Words in the visitor's language, moments on the company's clock."""
        return translate(text, self.language, self.company.zone)

    @property
    def base(self) -> str:
        """What every address in this company begins with."""
        return f"/{self.company.code}"

    @cached_property
    def reader(self) -> Reader:
        """The way to read."""
        return Reader(self.house, self.scope, self.company)

    @property
    def csrf(self) -> str:
        """The token for forms."""
        return form_token(self.session)

    @property
    def boosted(self) -> bool:
        """Whether htmx asked."""
        return "hx-request" in self.request.headers


async def visitor_of(request: Request[Any, Any, Any], company_code: str) -> Visitor:
    """The visitor. Raises SignInFirst, and NotFound for a company that is not theirs."""
    house: House = request.app.state.house
    token = session_token(request.cookies, https=request.app.state.https)
    person = await person_of(house, token) if token else None
    if person is None:
        raise SignInFirst(_wanted(request))
    scope, standing = await scope_for(house, person, company_code, "page", request.scope["state"].get("request_id", ""))
    company = await house.company(standing.company.id)
    return Visitor(request, house, person, scope, standing, company, token)


async def signed_in(request: Request[Any, Any, Any]) -> tuple[Person, str]:
    """The person and their session token, outside any company. Raises SignInFirst."""
    house: House = request.app.state.house
    token = session_token(request.cookies, https=request.app.state.https)
    person = await person_of(house, token) if token else None
    if person is None:
        raise SignInFirst(_wanted(request))
    return person, token


async def posted(request: Request[Any, Any, Any], session: str) -> dict[str, Any]:
    """The fields of a posted form; repeated names as lists. Raises ForeignRequest."""
    check_origin(request)
    form = await request.form()
    check_form_token(session, str(form.get("_csrf_token") or request.headers.get("x-csrftoken", "")))
    fields: dict[str, Any] = {}
    for name, value in form.multi_items():
        if name in fields:
            held = fields[name]
            fields[name] = [*held, value] if isinstance(held, list) else [held, value]
        else:
            fields[name] = value
    return fields


def safe_next(path: str) -> str:
    """A path of ours, or "/": never another site's."""
    if path.startswith("/") and not path.startswith("//") and "\\" not in path and "\r" not in path and "\n" not in path:
        return path
    return "/"


def _wanted(request: Request[Any, Any, Any]) -> str:
    if request.method != "GET":
        return safe_next(request.headers.get("hx-current-url", "/").partition("//")[2].partition("/")[2].join(["/", ""]))
    query = request.url.query
    return request.url.path + (f"?{query}" if query else "")


def sign_in_address(wanted: str) -> str:
    """The sign-in page that returns to `wanted`."""
    return "/sign-in" if wanted == "/" else f"/sign-in?next={quote(wanted, safe='')}"
