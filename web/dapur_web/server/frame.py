"""What stands around a page: the shell of a signed-in visitor, the frame before sign-in."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from litestar import Request

from dapur.contract import _
from dapur.language.catalogue import translate
from dapur.server.sessions import form_token
from dapur_web import views
from dapur_web.server.gate import Visitor
from dapur_web.server.menu import menu_of
from dapur_web.server.site import Site
from dapur_web.server.switch_address import switch_address

LANGUAGES = (("id", "Bahasa Indonesia"), ("en", "English"))
IDLE_SECONDS = 30 * 60


async def shell(
    site: Site,
    visitor: Visitor,
    title: str,
    *,
    plugin: str = "",
    path: str = "",
    crumbs: Sequence[views.Crumb] = (),
    palette: Sequence[views.PaletteAction] = (),
    keys: Sequence[views.KeyView] = (),
    state: str = "",
    home: bool = False,
) -> views.ShellView:
    """The shell for this visitor. `plugin` and `path` mark the current menu entry."""
    say = visitor.say
    return views.ShellView(
        title=title,
        company=visitor.company.name,
        base=visitor.base,
        companies=await _companies(visitor, plugin, path),
        menu=menu_of(site, visitor, plugin, path),
        person=_person(visitor),
        language=visitor.language,
        csrf=visitor.csrf,
        home_url=f"{visitor.base}/",
        crumbs=tuple(crumbs) or (views.Crumb(title),),
        languages=_languages(visitor.language),
        theme=visitor.person.theme,
        home_current=home,
        account_url=f"{visitor.base}/account",
        preferences_url=f"{visitor.base}/preferences",
        sign_out_url="/sign-out",
        demo=say(_("Trial data")) if visitor.company.is_demo else "",
        state=state,
        palette=palette,
        keys=keys,
        flash=_flash(visitor),
        character_keys=visitor.person.keys_on,
        control_keys=visitor.person.ctrl_keys_on,
        idle_seconds=IDLE_SECONDS,
    )


def frame(request: Request[Any, Any, Any], title: str, session: str = "", state: str = "") -> views.FrameView:
    """The frame before sign-in, in the browser's language."""
    language = preferred_language(request)
    return views.FrameView(
        title=title,
        language=language,
        csrf=form_token(session),
        languages=_languages(language),
        language_url="/language",
        state=state,
    )


def preferred_language(request: Request[Any, Any, Any]) -> str:
    """Indonesian, unless the person chose or the browser asks for English before Indonesian."""
    chosen = request.cookies.get("dapur_language", "")
    if chosen in ("id", "en"):
        return chosen
    for part in request.headers.get("accept-language", "").lower().split(","):
        if part.strip()[:2] in ("id", "in", "en"):
            return "en" if part.strip().startswith("en") else "id"
    return "id"


def flash_address(address: str, text: str) -> str:
    """The address with a message that the next page shows once."""
    from urllib.parse import quote

    return f"{address}{'&' if '?' in address else '?'}_done={quote(text)}"


def _flash(visitor: Visitor) -> Sequence[views.Flash]:
    done = visitor.request.query_params.get("_done")
    # Only where a page of ours led here: else anybody's link could put words into our mouth.
    came_from = urlsplit(str(visitor.request.headers.get("referer", ""))).netloc
    return (views.Flash(done[:300]),) if done and came_from == visitor.request.headers.get("host") else ()


async def _companies(visitor: Visitor, plugin: str, path: str) -> list[views.CompanyLink]:
    cached = visitor.house.caches.standings.get(("companies", visitor.person.id))
    if cached is None:
        async with visitor.house.pools.read() as connection:
            cursor = await connection.execute(b"select code, name from core.my_companies(%s)", (visitor.person.id,))
            cached = await cursor.fetchall()
        visitor.house.caches.standings.put(("companies", visitor.person.id), cached)
    links = [views.CompanyLink(name, switch_address(code, plugin, path), code == visitor.company.code) for code, name in cached]
    if visitor.scope.may("core.company.create") or visitor.person.is_operator:
        links.append(views.CompanyLink(translate(_("New company …"), visitor.language), "/new-company"))
    return links


def _person(visitor: Visitor) -> views.Person:
    words = [w for w in visitor.person.name.split() if w]
    initials = "".join(w[0] for w in [*words[:1], *words[1:][-1:]]).upper()
    return views.Person(visitor.person.name, initials, ", ".join(visitor.standing.roles[:2]), f"u{visitor.person.id}")


def _languages(current: str) -> list[views.Option]:
    return [views.Option(code, title, code == current) for code, title in LANGUAGES]
