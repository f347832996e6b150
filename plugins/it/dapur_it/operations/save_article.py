"""Knowledge articles."""

from typing import Annotated

from pydantic import StringConstraints

from dapur.contract import Form, Result, Shown, _, operation
from dapur.operations.work import Work
from dapur_base.operations.versions import untouched
from dapur_it.operations.open_ticket import TITLE
from dapur_it.operations.save_queue import VERSION


class SaveArticle(Form):
    """An article in Markdown. Without id a new one."""

    id: Annotated[int | None, Shown(_("Article"), kind="hidden")] = None
    version: VERSION = 0
    title: TITLE
    body: Annotated[
        str,
        StringConstraints(min_length=1, max_length=100_000),
        Shown(_("Text"), kind="note", hint=_("Markdown: # heading, - list, **bold**"), width="wide"),
    ]
    is_public: Annotated[bool, Shown(_("Everybody may read it"))] = True
    is_closed: Annotated[bool, Shown(_("Out of date"))] = False


class ArticleSaved(Result):
    """The article."""

    id: int
    version: int


INSERT = """
    insert into it.article (company_id, title, body, is_public, is_closed, changed_by, changed_at)
    values (%s, %s, %s, %s, %s, %s, %s) returning id, version
"""
UPDATE = """
    update it.article set title = %s, body = %s, is_public = %s, is_closed = %s, changed_by = %s, changed_at = %s,
        version = version + 1 where company_id = %s and id = %s and version = %s returning id, version
"""


@operation(
    "it.save_article",
    title=_("Save article"),
    permission="it.ticket.work",
    audit_verb=_("saved the article"),
    conflicts={"article_title_key": ("title", "IT_ARTICLE_EXISTS", _("Another article has this title. Choose another."))},
)
async def save_article(work: Work, form: SaveArticle) -> ArticleSaved:
    """Write down what helps again."""
    facts = (form.title, form.body, form.is_public, form.is_closed, work.actor, work.now)
    if form.id is None:
        row = await work.row(INSERT, work.scope.company, *facts)
    else:
        row = await work.row(UPDATE, *facts, work.scope.company, form.id, form.version)
    if row is None:
        raise await untouched(work, "it.article", form.id or 0)
    return ArticleSaved(**row)
