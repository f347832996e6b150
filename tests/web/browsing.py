"""A visitor without a browser: requests straight into the application, for what needs no script."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import httpx

from dapur.house import House
from dapur.server.app import make_app
from dapur.server.sessions import form_token
from dapur.testing.companies import Actor
from tests.web.people import session_of

HOST = "http://127.0.0.1:8765"


@dataclass
class Visitor:
    """A signed-in person; paths are inside their company."""

    client: httpx.AsyncClient
    house: House
    code: str
    csrf: str

    async def get(self, path: str, **headers: str) -> httpx.Response:
        """A page of the company."""
        return await self.client.get(f"/{self.code}/{path}", headers=headers)

    async def post(self, path: str, fields: dict[str, Any], **headers: str) -> httpx.Response:
        """Post a form as our own page does."""
        return await self.client.post(f"/{self.code}/{path}", data={"_csrf_token": self.csrf, **fields}, headers=headers)


async def visit(who: Actor) -> Visitor:
    """Sign in as this person."""
    app = make_app(who.house, background=False)
    token = await session_of(who)
    client = httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app, raise_app_exceptions=False), base_url=HOST, cookies={"dapur_session": token}
    )
    return Visitor(client, who.house, await who.code(), form_token(token))


def text_of(page: httpx.Response) -> str:
    """What a person reads of a page, spaces evened out."""
    body = re.sub(r"<(script|template|svg|head).*?</\1>", " ", page.text, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body))).strip()


def numbers_of(page: httpx.Response) -> list[str]:
    """The jars of a list page, in order."""
    return re.findall(r'class="row-link"[^>]*>([^<]+)<', page.text)


def attribute(page: httpx.Response, element: str, name: str) -> str:
    """An attribute of the element with this id."""
    found = re.search(rf'<[^>]*\bid="{re.escape(element)}"[^>]*>', page.text)
    assert found, f"no element {element}"
    value = re.search(rf'\b{name}="([^"]*)"', found.group())
    return unescape(value.group(1)) if value else ""
