"""The bell: how many notices are unread, their list, and marking them as read."""

from typing import Any

from litestar import Response

from dapur.contract import NotFound, Text, _
from dapur.language.catalogue import translate
from dapur.notices.own import NOTICES, ReadNotices, read_notices
from dapur.operations.perform import perform
from dapur_web import views
from dapur_web.server.answers import go, html
from dapur_web.server.frame import shell
from dapur_web.server.gate import Visitor, safe_next
from dapur_web.server.listing import formats_of
from dapur_web.server.site import Site

SHOWN = 100


async def unread(visitor: Visitor) -> Response[Any]:
    """JSON for the bell."""
    count = await visitor.reader.value(
        "select count(*) from (select from core.notice where company_id = %s and user_id = %s and read_at is null limit 100) n",
        visitor.company.id,
        visitor.person.id,
    )
    return Response({"unread": count}, headers={"cache-control": "no-store"})


async def show(site: Site, visitor: Visitor) -> Response[Any]:
    """The newest notices. Raises Forbidden."""
    visitor.reader.may_read(NOTICES)
    rows = await visitor.reader.rows(
        "select id, message, data, created_at, read_at is null from core.notice where company_id = %s and user_id = %s"
        f" order by created_at desc, id desc limit {SHOWN}",
        visitor.company.id,
        visitor.person.id,
    )
    formats = formats_of(visitor)
    title = translate(_("Notices"), visitor.language)
    notices = [
        views.NoticeView(
            translate(Text(message, data), visitor.language),
            f"{visitor.base}/notices/{number}",
            formats.time(at),
            at.isoformat(),
            new,
        )
        for number, message, data, at, new in rows
    ]
    any_unread = any(one.unread for one in notices)
    view = views.NoticesView(await shell(site, visitor, title), title, notices, f"{visitor.base}/notices" if any_unread else "")
    return html(site.renderer.page(view))


async def read_all(site: Site, visitor: Visitor, fields: dict[str, Any]) -> Response[Any]:
    """Mark all as read."""
    await perform(visitor.house, visitor.scope, read_notices, ReadNotices())
    return go(visitor.request, f"{visitor.base}/notices")


async def open_one(site: Site, visitor: Visitor, number: str) -> Response[Any]:
    """Mark one as read, and go on to the page that it is about. Raises NotFound."""
    address = await visitor.reader.value(
        "select address from core.notice where company_id = %s and user_id = %s and id = %s",
        visitor.company.id,
        visitor.person.id,
        int(number),
    )
    if address is None:
        raise NotFound()
    await perform(visitor.house, visitor.scope, read_notices, ReadNotices(id=int(number)))
    return go(visitor.request, safe_next(f"{visitor.base}/{address}"))
