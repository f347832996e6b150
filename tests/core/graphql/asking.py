"""Asking the API as somebody, through the door itself."""

import json
from typing import Any

from dapur.graphql.door import LIMITS, answer
from dapur.graphql.limits import Limits
from dapur.testing.companies import Actor

FLEET = ("fleet",)


async def ask(
    actor: Actor, query: str, languages: str = "", limits: Limits = LIMITS, status: int = 200, **variables: Any
) -> dict[str, Any]:
    """The whole answer to a query."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    got, text = await answer(actor.house, actor.through("graphql").scope, body, "application/json", languages, limits)
    assert got == status, text
    return dict(json.loads(text))


async def data(actor: Actor, query: str, **variables: Any) -> dict[str, Any]:
    """The data of an answer without errors."""
    found = await ask(actor, query, **variables)
    assert "errors" not in found, found
    return dict(found["data"])


def codes(answer: dict[str, Any]) -> set[str]:
    """The codes of its errors."""
    return {e["extensions"]["code"] for e in answer["errors"]}
