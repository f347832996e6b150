"""Knowledge articles, read."""

from sqlalchemy import case, func, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user
from dapur_it.tables import article

a = article.c
KEPT = (Choice("public", _("For everybody")), Choice("internal", _("For IT")), Choice("closed", _("Out of date")))
_state = case((a.is_closed, "closed"), (a.is_public, "public"), else_="internal")
TONES = {"public": "green", "internal": "azure", "closed": "secondary"}


def _articles(name: str, permission: str, *, own: bool) -> Query:
    def statement() -> object:
        found = select(a.id).select_from(article.outerjoin(app_user, app_user.c.id == a.changed_by))
        return found if own else found.where(a.is_public, a.is_closed.is_(False))

    address = "it/articles/{id}" if own else "it/help/{id}"
    return Query(
        name,
        _("Articles"),
        permission,
        statement=statement,  # type: ignore[arg-type]
        company=a.company_id,
        description="What helps again, in Markdown." if own else "What helps, for everybody.",
        columns=(
            Column("id", _("Number"), "id", a.id, hidden=True),
            Column("title", _("Subject"), "text", a.title, sort=True, phone=1, link=address),
            Column("status", _("Status"), "status", _state, choices=KEPT, tones=TONES, phone=1),
            Column("changed_at", _("Changed"), "time", a.changed_at, sort=True, phone=2),
            Column("person", _("Person"), "text", app_user.c.name, phone=2),
            Column("body", _("Text"), "text", a.body, hidden=True),
            Column("is_public", _("Everybody may read it"), "flag", a.is_public, hidden=True),
            Column("is_closed", _("Out of date"), "flag", a.is_closed, hidden=True),
            Column("version", _("Version"), "integer", a.version, hidden=True),
        ),
        key=("id",),
        default_sort=("title",),
        filters=(Filter("status", _("Status"), "choice", lambda v: _state == func.any(v), choices=KEPT),),
        search=(a.title, a.body),
    )


ARTICLES = _articles("it.articles", "it.ticket.read", own=True)
HELP = _articles("it.help", "it.request", own=False)
ARTICLE_QUERIES = (ARTICLES, HELP)
