"""Declared operations as mutations: input, key, dry run; what is refused comes back as problems, not as errors."""

from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLString,
)

from dapur.contract import DapurError, Operation, Refused, _
from dapur.graphql.ask import DEED_COST, Ask
from dapur.graphql.models import ModelTypes
from dapur.graphql.naming import type_of
from dapur.graphql.scalars import JSON, WHOLE
from dapur.operations.perform import Outcome, perform

KEY_LENGTH = 200
ACTIONS = {"I": "inserted", "U": "updated", "D": "deleted", "A": "inserted"}

PROBLEM = GraphQLObjectType(
    "Problem",
    {
        "field": GraphQLField(
            GraphQLNonNull(GraphQLString), description='Path into the input, "lines.2.amount"; empty where it is about all of it.'
        ),
        "code": GraphQLField(GraphQLNonNull(GraphQLString), description="A code that stays the same in every language."),
        "message": GraphQLField(GraphQLNonNull(GraphQLString), description="What to do, in the caller's language."),
        "data": GraphQLField(JSON, description="The values in the message."),
    },
    description="One reason why something was refused.",
)
CHANGE = GraphQLObjectType(
    "Change",
    {
        "table": GraphQLField(GraphQLNonNull(GraphQLString)),
        "action": GraphQLField(GraphQLNonNull(GraphQLString), description="`inserted`, `updated` or `deleted`."),
        "rows": GraphQLField(GraphQLNonNull(WHOLE)),
    },
    description="What a dry run would have changed.",
)


def deed_field(operation: Operation, models: ModelTypes) -> GraphQLField:
    """The mutation of an operation."""
    payload = GraphQLObjectType(
        f"{type_of(operation.name)}Payload",
        {
            "result": GraphQLField(models.output(operation.output), description="What came of it; null where it was refused."),
            "problems": GraphQLField(
                GraphQLNonNull(GraphQLList(GraphQLNonNull(PROBLEM))), description="Empty where it was done."
            ),
            "replayed": GraphQLField(
                GraphQLNonNull(GraphQLBoolean), description="The key was seen before: this is the first answer, nothing was done."
            ),
            "wouldChange": GraphQLField(
                GraphQLList(GraphQLNonNull(CHANGE)), description="After a dry run: the rows that it would have written."
            ),
        },
        description=f"Answer of `{operation.name}`.",
    )
    arguments = {
        "idempotencyKey": GraphQLArgument(
            GraphQLString,
            description="A text of your own, at most 200 letters. Repeated with the same input, the first answer comes again.",
        ),
        "dryRun": GraphQLArgument(
            GraphQLNonNull(GraphQLBoolean),
            default_value=False,
            description="Do everything but keep it: shows problems and result.",
        ),
    }
    if operation.input.model_fields:
        needed = any(i.is_required() for i in operation.input.model_fields.values())
        kind: Any = models.input(operation.input)
        arguments = {"input": GraphQLArgument(GraphQLNonNull(kind) if needed else kind), **arguments}
    needs = "" if operation.permission == "public" else f" Needs the permission `{operation.permission}`."
    return GraphQLField(
        GraphQLNonNull(payload), arguments, resolve=_resolver(operation), description=f"{operation.description}{needs}"
    )


def _resolver(operation: Operation) -> Callable[..., Any]:
    async def resolve(_root: Any, info: GraphQLResolveInfo[Any], **given: Any) -> dict[str, Any]:
        ask: Ask = info.context
        ask.spend(DEED_COST)
        try:
            return _done(await _perform(ask, operation, given))
        except DapurError as refused:
            problems = [ask.problem(p) for p in refused.problems]
            return {"result": None, "problems": problems, "replayed": False, "wouldChange": None}

    return resolve


async def _perform(ask: Ask, operation: Operation, given: dict[str, Any]) -> Outcome:
    key = given.get("idempotencyKey") or None
    if key is not None and len(key) > KEY_LENGTH:
        raise Refused("KEY_TOO_LONG", _("Shorten the key to {most} letters.").fill(most=KEY_LENGTH), field="idempotency_key")
    return await perform(ask.house, ask.scope, operation, given.get("input") or {}, key=key, dry_run=given["dryRun"])


def _done(outcome: Outcome) -> dict[str, Any]:
    changes = [{"table": table, "action": ACTIONS.get(action, action), "rows": rows} for table, action, rows in outcome.changes]
    return {
        "result": outcome.result,
        "problems": [],
        "replayed": outcome.replayed,
        "wouldChange": changes if outcome.dry_run else None,
    }
