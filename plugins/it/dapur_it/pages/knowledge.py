"""Articles: written, found, offered beside a ticket."""

from typing import Any

from dapur.contract import FormPage, ListPage, Menu, NotFound, Page, TemplatePage, View, _
from dapur.language.dates import format_moment
from dapur.queries.reader import Reader
from dapur_it.operations.save_article import SaveArticle, save_article
from dapur_it.pages.portal import Shown
from dapur_it.pages.words import WORK
from dapur_it.queries.articles import ARTICLES
from dapur_it.rules.markdown import as_html


async def article_of(reader: Reader, parameters: dict[str, str]) -> Shown:
    """An article, also one for IT only."""
    if not parameters["id"].isdecimal():
        raise NotFound()
    row = await reader.one(ARTICLES, int(parameters["id"]))
    changed = format_moment(row["changed_at"], reader.company.zone, reader.scope.language)
    edit = f"articles/{row['id']}/edit" if reader.scope.may("it.ticket.work") else ""
    return Shown(row["title"], as_html(row["body"]), changed, row["person"] or "", edit)


async def _values(reader: Reader, parameters: dict[str, str]) -> dict[str, Any]:
    row = await reader.one(ARTICLES, int(parameters["id"]))
    return {name: row[name] for name in SaveArticle.model_fields}


KNOWLEDGE_PAGES: tuple[Page, ...] = (
    ListPage(
        "articles",
        ARTICLES,
        _("Articles"),
        Menu(_("Articles"), 18, "book-2", WORK),
        views=(
            View("all", _("All")),
            View("public", _("For everybody"), {"status": "public"}),
            View("internal", _("For IT"), {"status": "internal"}),
        ),
        new="articles/new",
        new_title=_("New article"),
        empty=_("No article yet. Write down what was asked twice."),
    ),
    FormPage("articles/new", save_article, _("New article"), "it/articles/{id}"),
    TemplatePage("articles/{id}", "it/article.html", _("Article"), "it.ticket.read", article_of),
    FormPage("articles/{id}/edit", save_article, _("Change article"), "it/articles/{id}", initial=_values),
)
