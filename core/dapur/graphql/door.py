"""The door itself: a body comes in, the company's schema answers, nothing of the inside goes out."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    execute,
    parse,
    validate,
)

from dapur.contract import DapurError, Forbidden, Query, Refused, Scope, _
from dapur.graphql.ask import Ask
from dapur.graphql.languages import preferred
from dapur.graphql.limits import Limits, Size, check_size
from dapur.graphql.naming import field_of
from dapur.graphql.quick import QuickQuery, quick_query
from dapur.graphql.schema import build

if TYPE_CHECKING:
    from dapur.house import House

LIMITS = Limits()
INTROSPECT = "core.graphql.introspect"
SCHEMAS = 64
DOCUMENTS = 512
KEPT_LETTERS = 20_000
_read_body = msgspec.json.Decoder(float_hook=Decimal).decode
_write = msgspec.json.Encoder().encode


@dataclass
class Prepared:
    """A query that was read and checked once. `quick`: the short way by operation name, None where there is none."""

    document: DocumentNode
    size: Size
    quick: dict[str, QuickQuery | None]


@dataclass
class Api:
    """The schema of one set of plugins, and the queries that it has seen."""

    schema: GraphQLSchema
    queries: Mapping[str, Query]
    prepared: OrderedDict[str, Prepared] = field(default_factory=OrderedDict)


class Unanswerable(Exception):
    """The request as a whole cannot be answered."""

    def __init__(self, refused: DapurError, status: int = 400, details: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(str(refused))
        self.refused, self.status, self.details = refused, status, details


def api_of(house: "House", plugins: frozenset[str]) -> Api:
    """The API of companies with these plugins on; made on the first request."""
    found = house.apis.get(plugins)
    if found is None:
        on = {*plugins, "core"}
        queries = {field_of(q.name): q for q in house.registry.queries.values() if q.plugin in on}
        found = Api(build(house.registry, plugins), queries)
        while len(house.apis) >= SCHEMAS:
            house.apis.pop(next(iter(house.apis)))
        house.apis[plugins] = found
    return found


async def answer(
    house: "House", scope: Scope, body: bytes, content_type: str, languages: str = "", limits: Limits = LIMITS
) -> tuple[int, bytes]:
    """Answer one request: HTTP status and JSON. `languages`: Accept-Language, else the scope's language counts."""
    company = await house.company(scope.company)
    scope = replace(scope, language=preferred(languages) or scope.language or company.language)
    ask = Ask(house, scope, limits, await house.reader(scope))
    try:
        async with asyncio.timeout(limits.seconds):
            return 200, _write(await _answered(ask, body, content_type))
    except Unanswerable as wrong:
        error = ask.error(wrong.refused)
        errors = [{**error, **details} for details in wrong.details] or [error]
        return wrong.status, _write({"errors": errors})
    except TimeoutError:
        text = _("This took longer than {most} seconds and was stopped. Ask for less; repeat a mutation with its key.")
        return 503, _write({"errors": [ask.error(Refused("QUERY_TOO_SLOW", text.fill(most=str(limits.seconds))))]})


async def _answered(ask: Ask, body: bytes, content_type: str) -> dict[str, Any]:
    text, variables, name = _request(ask.limits, body, content_type)
    api = api_of(ask.house, ask.scope.plugins)
    prepared = _prepared(api, text, ask.limits)
    if prepared.size.introspects and not ask.scope.may(INTROSPECT):
        raise Unanswerable(Forbidden(INTROSPECT), 403)
    quick = _quick(api, prepared, name)
    if quick is not None:
        arguments = quick.arguments(variables)
        if arguments is not None:
            return await quick.run(ask, arguments)
    result = execute(api.schema, prepared.document, None, ask, dict(variables), name or None)
    done = await result if asyncio.iscoroutine(result) else result
    answer: dict[str, Any] = {"data": done.data}  # type: ignore[union-attr]
    if done.errors:  # type: ignore[union-attr]
        answer["errors"] = [_error(ask, e) for e in done.errors]  # type: ignore[union-attr]
    return answer


def _request(limits: Limits, body: bytes, content_type: str) -> tuple[str, Mapping[str, Any], str]:
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise Unanswerable(Refused("REQUEST_UNREADABLE", _("Send the request as application/json.")), 415)
    if len(body) > limits.body:
        raise Unanswerable(Refused("BODY_TOO_LARGE", _("Send at most {most} bytes at once.").fill(most=limits.body)), 413)
    try:
        given = _read_body(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        given = None
    if isinstance(given, list):
        raise Unanswerable(Refused("BATCH_REFUSED", _("Send one query in a request; put several fields into it.")))
    match given:
        case {"query": str(text)}:
            variables, name = given.get("variables") or {}, given.get("operationName") or ""
            if isinstance(variables, dict) and isinstance(name, str):
                return text, variables, name
    wanted = _("Send a JSON object with the text `query`, and if needed `variables` and `operationName`.")
    raise Unanswerable(Refused("REQUEST_UNREADABLE", wanted))


def _prepared(api: Api, text: str, limits: Limits) -> Prepared:
    known = api.prepared.get(text)
    if known is not None:
        api.prepared.move_to_end(text)
        return known
    try:
        document = parse(text, max_tokens=limits.tokens)
        size = check_size(document, limits)
    except DapurError as refused:
        raise Unanswerable(refused) from None
    except (GraphQLSyntaxError, RecursionError) as error:
        unreadable = Refused("QUERY_UNREADABLE", _("The query cannot be read as GraphQL."))
        raise Unanswerable(unreadable, details=[_place(error)]) from None
    wrong = validate(api.schema, document, max_errors=10)
    if wrong:
        unfit = Refused("QUERY_INVALID", _("The query does not fit this company's schema."))
        raise Unanswerable(unfit, details=[_place(e) for e in wrong])
    made = Prepared(document, size, {})
    if len(text) <= KEPT_LETTERS:
        api.prepared[text] = made
        if len(api.prepared) > DOCUMENTS:
            api.prepared.popitem(last=False)
    return made


def _place(error: Exception) -> dict[str, Any]:
    if not isinstance(error, GraphQLError):
        return {}
    places = [{"line": p.line, "column": p.column} for p in error.locations or ()]
    return {"message": error.message, **({"locations": places} if places else {})}


def _quick(api: Api, prepared: Prepared, name: str) -> QuickQuery | None:
    if name not in prepared.quick:
        operations = [d for d in prepared.document.definitions if isinstance(d, OperationDefinitionNode)]
        chosen = [o for o in operations if o.name is not None and o.name.value == name] if name else operations
        if len(chosen) != 1:
            return None
        prepared.quick[name] = quick_query(api.schema, api.queries, prepared.document, chosen[0])
    return prepared.quick[name]


def _error(ask: Ask, error: GraphQLError) -> dict[str, Any]:
    cause = error.original_error
    path = list(error.path or ())
    if isinstance(cause, DapurError):
        return ask.error(cause, path)
    if cause is None or isinstance(cause, GraphQLError):
        refused = Refused("QUERY_INVALID", _("The query does not fit this company's schema."))
        return {**ask.error(refused, path), **_place(error)}
    ask.house.log.error("GraphQL request %s failed", ask.scope.request, exc_info=cause)
    return ask.error(Refused("FAILED", _("Something failed on our side; nothing was saved.")), path)
