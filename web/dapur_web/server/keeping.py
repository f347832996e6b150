"""What a visitor keeps: unsaved input, saved views, preferences."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from litestar import Response

from dapur.language.dates import format_time
from dapur.operations.perform import perform
from dapur_web.keep.drafts import discard_form_draft, keep_form_draft
from dapur_web.keep.saved_views import delete_view, save_view
from dapur_web.server.answers import go
from dapur_web.server.gate import Visitor, safe_next
from dapur_web.server.site import Site

OWN = ("_csrf_token", "_key", "_form", "_do", "_path")


async def keep_draft(visitor: Visitor, fields: dict[str, Any]) -> Response[Any]:
    """Keep a form's fields; answers {"time": "14.12"}."""
    content = {k: v for k, v in fields.items() if k not in OWN and isinstance(v, (str, list))}
    outcome = await perform(
        visitor.house, visitor.scope, keep_form_draft, {"form": str(fields.get("_form", "")), "content": content}
    )
    saved_at = outcome.result.saved_at  # type: ignore[attr-defined]
    return Response({"time": format_time(saved_at, visitor.company.zone, visitor.language)})


async def discard_draft(visitor: Visitor, fields: dict[str, Any]) -> Response[Any]:
    """Forget a form's unsaved input and show the form again."""
    form = str(fields.get("_form", ""))
    await perform(visitor.house, visitor.scope, discard_form_draft, {"form": form})
    path = safe_next(str(fields.get("_path", "")))
    return go(visitor.request, path if path.startswith(f"{visitor.base}/") else f"{visitor.base}/")


async def save_the_view(site: Site, visitor: Visitor, fields: dict[str, Any]) -> Response[Any]:
    """Save the list's address under a name, then show it."""
    page = safe_next("/" + str(fields.get("page", ""))).lstrip("/")
    pairs = []
    for name, value in fields.items():
        if name.startswith("state."):
            pairs += [(name[6:], v) for v in (value if isinstance(value, list) else [value])]
    address = urlencode(pairs)
    await perform(
        visitor.house,
        visitor.scope,
        save_view,
        {
            "page": page,
            "title": str(fields.get("title", "")),
            "address": address,
            "is_shared": fields.get("shared") == "1",
            "is_default": fields.get("default") == "1",
        },
    )
    return go(visitor.request, f"{visitor.base}/{page}?{address}")


async def delete_the_view(visitor: Visitor, fields: dict[str, Any]) -> Response[Any]:
    """Forget one's own view, then show the list without it."""
    await perform(visitor.house, visitor.scope, delete_view, {"id": str(fields.get("id", ""))})
    page = safe_next("/" + str(fields.get("page", ""))).lstrip("/")
    return go(visitor.request, f"{visitor.base}/{page}?view=all")


async def save_preferences(visitor: Visitor, fields: dict[str, Any]) -> Response[Any]:
    """Language and theme of the signed-in person."""
    person = visitor.person
    language = str(fields.get("language", person.language))
    theme = str(fields.get("theme", person.theme))
    async with visitor.house.pools.write() as connection:
        await connection.execute(
            b"select core.set_preferences(%s, %s, %s, %s, %s, %s)",
            (
                person.id,
                person.name,
                language if language in ("id", "en") else "id",
                theme if theme in ("auto", "light", "dark") else "auto",
                person.keys_on,
                person.ctrl_keys_on,
            ),
        )
    visitor.house.caches.drop("people")
    back = urlsplit(str(visitor.request.headers.get("hx-current-url") or visitor.request.headers.get("referer", "/")))
    return go(visitor.request, safe_next(back.path + (f"?{back.query}" if back.query else "")))
