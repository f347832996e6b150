"""Pages for people who are not signed in: what a department shows to whoever holds the address."""

from dataclasses import dataclass
from typing import Any

from litestar import Request, Response

from dapur.contract import DocumentFile, NotFound, PublicPage, _
from dapur.language.catalogue import translate
from dapur.people.scopes import scope_of_nobody
from dapur_web import views
from dapur_web.server.answers import html
from dapur_web.server.documents import file_answer
from dapur_web.server.frame import frame, preferred_language
from dapur_web.server.site import Site


@dataclass(frozen=True)
class OpenPage:
    """What the template of a public page receives."""

    frame: views.FrameView
    title: str
    company: str
    content: Any


async def public_page(site: Site, request: Request[Any, Any, Any], company: str, plugin: str, path: str) -> Response[Any]:
    """The page at this address. Raises NotFound, also while its department is off."""
    language = preferred_language(request)
    scope = await scope_of_nobody(site.house, company, language)
    for place in site.public_places:
        found = place.pattern.fullmatch(path) if place.plugin == plugin and plugin in scope.plugins else None
        if found is not None and isinstance(place.page, PublicPage):
            reader = await site.house.reader(scope)
            content = await place.page.context(reader, found.groupdict())
            if isinstance(content, DocumentFile):
                return file_answer(content)
            title = translate(place.page.title, language)
            open_page = OpenPage(frame(request, title), title, reader.company.name, content)
            answer = html(site.renderer.template(place.page.template, open_page))
            # Whoever holds the address may read it; no search engine tells it to others.
            answer.headers["x-robots-tag"] = "noindex"
            return answer
    raise NotFound(_("There is no page at this address. Check the link, or go on from the menu."))
