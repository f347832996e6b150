"""What needs me: what departments give as panels of slot "home.tasks", by due date; and the news, which ask nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from litestar import Response

from dapur.contract import HomeTask, NotFound, Text, Words, _
from dapur.contract.errors import DapurError
from dapur.language.catalogue import translate
from dapur.language.dates import format_moment
from dapur.notices.own import read_notices
from dapur.operations.perform import perform
from dapur_web import views
from dapur_web.server.administration.buttons import post_button
from dapur_web.server.answers import go, html
from dapur_web.server.frame import shell
from dapur_web.server.gate import Visitor, safe_next
from dapur_web.server.home_parts import task_view
from dapur_web.server.site import Site

SLOT = "home.tasks"
NEWS_SHOWN = 100
NEWS = """
    select id, message, data, address, created_at, read_at is null from core.notice
    where company_id = %s and user_id = %s order by created_at desc, id desc limit %s
"""


async def needs_of(site: Site, visitor: Visitor) -> list[views.TaskView]:
    """Everything that waits for this person, the earliest due first, what has no day last."""
    found: list[tuple[HomeTask, Words]] = []
    for plugin, panel in site.house.registry.panels:
        if panel.slot != SLOT or plugin not in visitor.scope.plugins or not visitor.scope.may(panel.permission):
            continue
        try:
            content = await panel.content(visitor.reader, "")
        except DapurError:
            continue
        except Exception as error:
            site.house.log.error("panel %s of %s failed", panel.name, plugin, exc_info=error)
            continue
        title = site.house.registry.info(plugin).title
        found += [(task, title) for task in as_list(content)]
    found.sort(key=lambda pair: pair[0].due or date.max)
    return [task_view(visitor, task, title) for task, title in found]


def as_list(content: Any) -> Sequence[Any]:
    """A panel's content: one thing, a list of things, or None."""
    return content if isinstance(content, (list, tuple)) else [] if content is None else [content]


async def needs_page(site: Site, visitor: Visitor) -> Response[Any]:
    """All of it on one page: overdue, today, later, without a day."""
    title = visitor.say(_("What needs me"))
    tasks = await needs_of(site, visitor)
    view = views.NeedsView(
        shell=await shell(site, visitor, title),
        title=title,
        tabs=_tabs(visitor, "needs"),
        groups=_groups(visitor, tasks),
        empty=visitor.say(_("Nothing needs you right now.")),
    )
    return html(site.renderer.page(view))


async def needs_count(site: Site, visitor: Visitor) -> Response[Any]:
    """For the bell, which asks once the page is there: how many things wait, and how many of them are overdue."""
    tasks = await needs_of(site, visitor)
    late = sum(task.late for task in tasks)
    text = _("What needs me: {count}, overdue: {late}").fill(count=len(tasks), late=late)
    answer = {"count": len(tasks), "late": late, "text": visitor.say(text if tasks else _("Nothing needs you right now."))}
    return Response(answer, headers={"cache-control": "no-store"})


async def news_page(site: Site, visitor: Visitor) -> Response[Any]:
    """What happened: the second, silent list."""
    title = visitor.say(_("What needs me"))
    rows = await visitor.reader.rows(NEWS, visitor.company.id, visitor.person.id, NEWS_SHOWN)
    news = [
        views.NewsView(
            translate(Text(message, data), visitor.language, visitor.company.zone),
            f"{visitor.base}/needs/news/{number}" if address else "",
            created_at.isoformat(),
            format_moment(created_at, visitor.company.zone, visitor.language),
            new,
        )
        for number, message, data, address, created_at, new in rows
    ]
    button = (
        post_button(visitor, "read-news", _("Mark as read"), f"needs/news?through={max(row[0] for row in rows)}", danger=False)
        if rows
        else None
    )
    view = views.NewsPageView(
        shell=await shell(site, visitor, title),
        title=title,
        tabs=_tabs(visitor, "news"),
        news=news,
        read=button if any(one.new for one in news) else None,
        empty=visitor.say(_("No news.")),
    )
    return html(site.renderer.page(view))


async def read_the_news(visitor: Visitor) -> Response[Any]:
    """Mark what the page showed as read."""
    through = visitor.request.query_params.get("through", "")
    await perform(visitor.house, visitor.scope, read_notices, {"through": through})
    return go(visitor.request, f"{visitor.base}/needs/news")


async def open_news(visitor: Visitor, number: str) -> Response[Any]:
    """Mark one as read, and go on to the page that it is about. Raises NotFound."""
    address = await visitor.reader.value(
        "select address from core.notice where company_id = %s and user_id = %s and id = %s",
        visitor.company.id,
        visitor.person.id,
        int(number),
    )
    if address is None:
        raise NotFound()
    await perform(visitor.house, visitor.scope, read_notices, {"id": number})
    return go(visitor.request, safe_next(f"{visitor.base}/{address}"))


def _tabs(visitor: Visitor, current: str) -> list[views.TabView]:
    pages = (("needs", "needs", _("What needs me")), ("news", "needs/news", _("News")))
    return [views.TabView(name, visitor.say(title), f"{visitor.base}/{path}", name == current) for name, path, title in pages]


def _groups(visitor: Visitor, tasks: Sequence[views.TaskView]) -> list[tuple[str, list[views.TaskView]]]:
    today = visitor.reader.today.isoformat()
    groups: tuple[tuple[Words, list[views.TaskView]], ...] = (
        (_("Overdue"), [t for t in tasks if t.late]),
        (_("Today"), [t for t in tasks if t.iso == today]),
        (_("Later"), [t for t in tasks if t.iso > today]),
        (_("Without a day"), [t for t in tasks if not t.iso]),
    )
    return [(visitor.say(title), found) for title, found in groups if found]
