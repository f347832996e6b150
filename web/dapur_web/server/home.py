"""Home: what I must do first, the company's figures second; both come as panels of the departments."""

from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from litestar import Response

from dapur.contract import _
from dapur.contract.errors import DapurError
from dapur.language.catalogue import translate
from dapur_web import views
from dapur_web.server.answers import html
from dapur_web.server.frame import shell
from dapur_web.server.gate import Visitor
from dapur_web.server.needs import needs_of
from dapur_web.server.panels import panels_for
from dapur_web.server.site import Site

CARDS = "home.cards"
CHARTS = "home.charts"
TASKS_SHOWN = 8


async def home_page(site: Site, visitor: Visitor) -> Response[Any]:
    """The start page of a company."""
    await _remember(visitor)
    say = visitor.say
    title = say(_("Home"))
    setup = await _setup_left(visitor)
    needs = await needs_of(site, visitor)
    view = views.HomeView(
        shell=await shell(site, visitor, title, home=True),
        greeting=greeting(visitor),
        tasks=_first(needs),
        cards=await _collected(site, visitor, CARDS),
        charts=await _collected(site, visitor, CHARTS),
        panels=await panels_for(site, visitor, "home", ""),
        setup_url=f"{visitor.base}/setup" if setup else "",
        setup_text=say(_("Finish setting up this company")) if setup else "",
        no_tasks=say(_("Nothing needs you right now.")),
        all_tasks=say(_("All {count}").fill(count=len(needs))) if len(needs) > TASKS_SHOWN else "",
    )
    return html(site.renderer.page(view))


def greeting(visitor: Visitor) -> str:
    """By the hour at the company's place."""
    hour = visitor.reader.now.astimezone(ZoneInfo(visitor.company.zone)).hour
    words = (
        _("Good morning, {name}")
        if hour < 11
        else _("Good day, {name}")
        if hour < 15
        else _("Good afternoon, {name}")
        if hour < 18
        else _("Good evening, {name}")
    )
    return translate(words.fill(name=visitor.person.name.split()[0] if visitor.person.name else ""), visitor.language)


async def _collected(site: Site, visitor: Visitor, slot: str) -> list[Any]:
    """Cards or charts that the panels of a slot give as plain data."""
    from dapur_web.server.home_parts import as_views

    found: list[Any] = []
    for plugin, panel in site.house.registry.panels:
        if panel.slot != slot or plugin not in visitor.scope.plugins or not visitor.scope.may(panel.permission):
            continue
        try:
            content = await panel.content(visitor.reader, "")
            found += as_views(visitor, slot, content)
        except DapurError:
            continue
        except Exception as error:
            site.house.log.error("panel %s of %s failed", panel.name, plugin, exc_info=error)
    return found


async def _setup_left(visitor: Visitor) -> bool:
    if not visitor.scope.may("core.settings.change"):
        return False
    with_setup = [n for n in visitor.scope.plugins if visitor.house.registry.setups.get(n)]
    done = await visitor.reader.rows(
        "select plugin from core.company_plugin where company_id = %s and setup_done", visitor.company.id
    )
    return bool(set(with_setup) - {p for (p,) in done})


async def _remember(visitor: Visitor) -> None:
    async with visitor.house.pools.write() as connection, connection.transaction():
        await connection.execute(b"select core.begin_read(%s, %s)", (visitor.company.id, visitor.person.id))
        await connection.execute(
            b"update core.membership set last_opened_at = core.now() where company_id = %s and user_id = %s"
            b" and (last_opened_at is null or last_opened_at < core.now() - interval '10 minutes')",
            (visitor.company.id, visitor.person.id),
        )


def _first(needs: Sequence[views.TaskView]) -> list[views.TaskView]:
    """The first ones; one that a key opens keeps its place among them, else the key would do nothing."""
    keyed = [task for task in needs[TASKS_SHOWN:] if task.key]
    return [*needs[: TASKS_SHOWN - len(keyed)], *keyed] if keyed else list(needs[:TASKS_SHOWN])
