"""The management page: key figures of every department that is on, each with its definition, the period before, and its rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from litestar import Response

from dapur.contract import ListPage, ReportPage, Text, _
from dapur.language.dates import add_months
from dapur.language.numbers import compact_money, format_number
from dapur.measures.figures import Figure, by_department, figures_of
from dapur.measures.kept import follow_figures, follows, keep_figures
from dapur.measures.period import Period
from dapur.measures.reopen import KEPT_FIGURES, SHEETS
from dapur.measures.sheet import FIGURES, LENGTHS, READ, FiguresInput
from dapur.measures.words import period_words, value_words
from dapur.operations.perform import perform
from dapur.queries.reader import form_of
from dapur_web import views
from dapur_web.server.administration.asking import key_of
from dapur_web.server.administration.buttons import post_button
from dapur_web.server.administration.listings import core_list, core_place
from dapur_web.server.answers import go, html
from dapur_web.server.frame import flash_address, shell
from dapur_web.server.gate import Visitor
from dapur_web.server.reports import report_file, report_page
from dapur_web.server.site import Site
from dapur_web.views.administration import PostView
from dapur_web.views.listing import ListView
from dapur_web.views.management import FigureView, ManagementView

PATH = "management"
SHEET = core_place(ReportPage("management", FIGURES))
KEPT = core_place(ListPage("management/kept", SHEETS, _("Kept key figures"), empty=_("No sheet was kept yet.")))
ONE = core_place(ReportPage("management/sheet", KEPT_FIGURES))
FILES = {"management": SHEET, "management/sheet": ONE}


async def show(site: Site, visitor: Visitor) -> Response[Any]:
    """The figures that the visitor may know. Raises Forbidden and Invalid."""
    visitor.reader.need(READ)
    asked = _asked(visitor)
    period = asked.period(visitor.reader.today)
    title = visitor.say(_("Key figures"))
    figures = await figures_of(visitor.reader, period)
    view = ManagementView(
        shell=await shell(site, visitor, title, plugin="core", path=PATH),
        title=title,
        period=visitor.say(period_words(period, visitor.language)),
        compared=visitor.say(_("compared with {period}").fill(period=period_words(period.before, visitor.language))),
        zone=visitor.company.zone,
        previous_url=f"{visitor.base}/{_path(add_months(period.begins, -period.months), period.months)}",
        next_url=f"{visitor.base}/{_path(add_months(period.begins, period.months), period.months)}" if period.is_over else "",
        lengths=_lengths(visitor, period),
        groups=_groups(visitor, figures),
        exports=_exports(visitor, period),
        keep=post_button(visitor, "keep", keep_figures.title, _path(period.begins, period.months, "/keep"), danger=False),
        follow=await _follow_button(visitor),
        kept_url=f"{visitor.base}/management/kept",
    )
    return html(site.renderer.page(view))


def _asked(visitor: Visitor) -> FiguresInput:
    given = {n: v for n, v in visitor.request.query_params.items() if n in FiguresInput.model_fields and v}
    return form_of(FiguresInput, given)


def _path(day: date, length: int | str, after: str = "") -> str:
    """Inside the company: the figures of the period in which this day is; after: what is done with them."""
    return f"{PATH}{after}?{urlencode({'day': day.isoformat(), 'length': length})}"


def _lengths(visitor: Visitor, period: Period) -> list[views.TabView]:
    return [
        views.TabView(
            f"length-{choice.value}",
            visitor.say(choice.title),
            f"{visitor.base}/{_path(period.last, choice.value)}",
            int(choice.value) == period.months,
        )
        for choice in LENGTHS
    ]


def _exports(visitor: Visitor, period: Period) -> list[tuple[str, str]]:
    if not visitor.scope.may("core.export"):
        return []
    return [
        (kind.upper(), f"{visitor.base}/{_path(period.begins, period.months, f'.{kind}')}") for kind in ("pdf", "xlsx", "csv")
    ]


async def _follow_button(visitor: Visitor) -> PostView:
    on = await follows(visitor.reader)
    words = _("Mail me no longer") if on else _("Mail me every month")
    return post_button(visitor, "follow", words, f"{PATH}/follow?follows={0 if on else 1}", danger=False)


def _groups(visitor: Visitor, figures: Sequence[Figure]) -> list[tuple[str, list[FigureView]]]:
    return [
        (visitor.say(title), [_figure(visitor, figure) for figure in those])
        for title, those in by_department(visitor.reader, figures)
    ]


def _figure(visitor: Visitor, figure: Figure) -> FigureView:
    measure, language = figure.measure, visitor.language
    full = value_words(measure, figure.value, visitor.company, language)
    short = compact_money(figure.value, visitor.company.currency, language) if measure.is_money and figure.value else full
    return FigureView(
        name=measure.name.replace(".", "-"),
        title=visitor.say(measure.title),
        text=short,
        full=full,
        url=f"{visitor.base}/{figure.address}",
        definition=visitor.say(measure.definition),
        version=visitor.say(_("Version {number}").fill(number=measure.version)),
        change=_change(visitor, figure),
        tone=_tone(figure),
        as_of="" if measure.days else visitor.say(_("as it is now")),
    )


def _change(visitor: Visitor, figure: Figure) -> str:
    """`+12,5% (before: 8)`; "–" where there was nothing before (CH-6)."""
    if not figure.measure.days:
        return ""
    before = value_words(figure.measure, figure.before, visitor.company, visitor.language)
    change = figure.change
    if change is None:
        return visitor.say(_("– (before: {value})").fill(value=before))
    sign = "+" if change > 0 else ""
    number = sign + format_number(change, visitor.language)
    words: Text = _("{number} points (before: {value})") if figure.measure.part else _("{number}% (before: {value})")
    return visitor.say(words.fill(number=number, value=before))


def _tone(figure: Figure) -> str:
    change, better = figure.change or Decimal(0), figure.measure.better
    if not change or not better:
        return "muted"
    return "up" if (change > 0) == (better == "more") else "down"


async def keep(site: Site, visitor: Visitor, fields: Mapping[str, Any]) -> Response[Any]:
    """Keep the sheet and show it."""
    asked = _asked(visitor)
    made = await perform(visitor.house, visitor.scope, keep_figures, asked, key=key_of(fields))
    return go(visitor.request, f"{visitor.base}/{ONE.address}?id={made.result.model_dump()['id']}")


async def follow(site: Site, visitor: Visitor, fields: Mapping[str, Any]) -> Response[Any]:
    """Get the mail, or no longer."""
    wanted = visitor.request.query_params.get("follows") == "1"
    await perform(visitor.house, visitor.scope, follow_figures, {"follows": wanted}, key=key_of(fields))
    words = _("You get the key figures by mail every month") if wanted else _("You get no more mails of key figures")
    return go(visitor.request, flash_address(f"{visitor.base}/{PATH}", visitor.say(words)))


async def show_kept(site: Site, visitor: Visitor) -> Response[Any]:
    """Sheets that were kept or came by mail."""
    return html(site.renderer.page(await core_list(site, visitor, KEPT, ListView)))


async def show_one(site: Site, visitor: Visitor) -> Response[Any]:
    """A kept sheet as it was."""
    return await report_page(site, visitor, ONE, {})


async def send_file(site: Site, visitor: Visitor, name: str, kind: str) -> Response[Any]:
    """The figures, or a kept sheet, as a file."""
    return await report_file(site, visitor, FILES[name], kind)
