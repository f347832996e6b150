"""Buttons that post, each with a key of its own."""

import secrets

from dapur.contract import Words
from dapur_web.server.gate import Visitor
from dapur_web.views.administration import PostView


def post_button(
    visitor: Visitor, id: str, title: Words, path: str, confirm: Words = "", *, danger: bool = True, reason: Words = ""
) -> PostView:
    """A button that posts to a path inside the company."""
    say = visitor.say
    fields = [("_csrf_token", visitor.csrf), ("_key", secrets.token_urlsafe(18))]
    return PostView(id, say(title), f"{visitor.base}/{path}", danger, say(confirm), say(reason), fields)
