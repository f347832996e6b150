"""One request to the API: who asks, what it may still cost, and refusals as the caller reads them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dapur.contract import DapurError, Problem, Refused, Scope, Words, _
from dapur.graphql.limits import Limits
from dapur.graphql.naming import path_of
from dapur.graphql.scalars import plain
from dapur.language.catalogue import translate
from dapur.queries.reader import Reader

if TYPE_CHECKING:
    from dapur.house import House

DEED_COST = 1_000
REPORT_COST = 5_000
TOTALS_COST = 1_000
ADDED_COST = 10


@dataclass
class Ask:
    """Handed to every field. Each field that works spends; one budget for the whole request."""

    house: "House"
    scope: Scope
    limits: Limits
    reader: Reader
    spent: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def spend(self, cost: int) -> None:
        """Count this in: a list costs rows times fields, a deed, totals and a report a fixed sum. Raises Refused."""
        self.spent += cost
        if self.spent > self.limits.cost:
            raise Refused(
                "QUERY_TOO_COSTLY",
                _("Ask for fewer rows or fields: this query costs more than {most}.").fill(most=self.limits.cost),
            )

    def say(self, words: Words) -> str:
        """Words in the caller's language."""
        return translate(words, self.scope.language, self.scope.zone)

    def problem(self, problem: Problem) -> dict[str, Any]:
        """A problem as data."""
        return {
            "field": path_of(problem.field),
            "code": problem.code,
            "message": self.say(problem.message),
            "data": plain(problem.data) or None,
        }

    def error(self, refused: DapurError, path: Sequence[str | int] = ()) -> dict[str, Any]:
        """A refusal as an entry of `errors`."""
        problems = [self.problem(p) for p in refused.problems]
        first = problems[0]
        extensions = {"code": first["code"], "problems": problems}
        return {"message": first["message"], **({"path": list(path)} if path else {}), "extensions": extensions}


def in_turn(resolve: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """The resolver, one at a time in a request: else one request could take every connection of the pool."""

    async def waiting(root: Any, info: Any, **given: Any) -> Any:
        async with info.context.turn:
            return await resolve(root, info, **given)

    return waiting
