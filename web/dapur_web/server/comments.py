"""Comments at a record: what was said, oldest first, and the form for saying more."""

import secrets

from dapur.contract import RecordPage, shown
from dapur_web import views
from dapur_web.server.gate import Visitor
from dapur_web.server.list_address import formats_of
from dapur_web.server.site import Place

SHOWN = 200


async def comments_of(visitor: Visitor, page: RecordPage, key: str) -> list[views.CommentView]:
    """The newest of them, in the order in which they were written."""
    schema, _dot, table = page.comments.partition(".")
    if not (schema.isidentifier() and table.isidentifier()):
        raise ValueError(page.comments)
    found = await visitor.reader.rows(
        f"select coalesce(u.name, ''), c.body, c.written_at from {schema}.{table} c left join core.app_user u on u.id = c.author_id"
        f" where c.company_id = %s and c.owner_id = %s order by c.id desc limit {SHOWN}",
        visitor.company.id,
        int(key),
    )
    formats = formats_of(visitor)
    return [views.CommentView(who, body.splitlines(), formats.time(at), at.isoformat()) for who, body, at in reversed(found)]


def comment_form(visitor: Visitor, place: Place, page: RecordPage, key: str) -> views.CommentFormView | None:
    """None for somebody who may not comment."""
    operation = visitor.house.registry.operations.get(page.comment)
    if operation is None or not visitor.scope.may(operation.permission):
        return None
    look = shown(operation.input.model_fields["body"])
    people = f"{visitor.base}/suggest/{look.reference}" if look is not None and look.reference else ""
    fields = [
        ("owner", key),
        ("_key", secrets.token_urlsafe(18)),
        ("_from", page.path.format(id=key)),
        ("_csrf_token", visitor.csrf),
    ]
    hint = visitor.say(look.hint) if look is not None else ""
    return views.CommentFormView(f"{visitor.base}/{place.plugin}/do/{operation.name.partition('.')[2]}", fields, hint, people)
