"""What somebody without the right, or in another company, gets to do and see: nothing. Findings are sentences."""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dapur.contract import DapurError, Forbidden, Form, NotFound, Operation, Query, Scope
from dapur.operations.perform import perform
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor
from dapur.testing.inputs import is_valid, plausible
from dapur.testing.traces import traces_of

Examples = Mapping[str, Mapping[str, Any]]


async def performed_without_right(actor: Actor, operations: Sequence[Operation]) -> list[str]:
    """Operations that somebody without the permission, an anonymous visitor, or a company without the plugin got into."""
    wrong = []
    for operation in operations:
        for who, scope, refusals in _outsiders(actor, operation):
            got = await _refusal(actor, scope, operation)
            if not isinstance(got, refusals):
                wrong.append(f"{operation.name}: {who} got {got!r} instead of {refusals.__name__}")
    return wrong


def _outsiders(actor: Actor, operation: Operation) -> Iterator[tuple[str, Scope, type[Exception]]]:
    door = sorted(operation.doors)[0]
    scope = replace(actor.scope, door=door)
    if operation.permission != "public":
        yield "an anonymous visitor", replace(scope, user=0, permissions=frozenset()), Forbidden
        poorer = scope.permissions - {operation.permission}
        yield "somebody without the permission", replace(scope, permissions=poorer), Forbidden
    if operation.plugin != "core":
        yield "a company without the plugin", replace(scope, plugins=scope.plugins - {operation.plugin}), NotFound
    for closed in sorted({"page", "graphql", "cli", "import", "job", "setup"} - operation.doors):
        yield f"the door {closed}", replace(scope, door=closed), Forbidden  # type: ignore[arg-type]


async def _refusal(actor: Actor, scope: Scope, operation: Operation) -> Any:
    try:
        return await perform(actor.house, scope, operation, {})
    except Exception as error:
        return error


async def read_without_right(actor: Actor, readable: Sequence[Any]) -> list[str]:
    """Queries and reports that answer without the permission, or while the plugin is off."""
    wrong = []
    for item in readable:
        reader = await actor.without(item.permission).reader()
        if item.permission != "public" and not _raises(reader.may_read, item, Forbidden):
            wrong.append(f"{item.name}: answers somebody without {item.permission}")
        off = replace(actor, scope=replace(actor.scope, plugins=actor.scope.plugins - {item.plugin}))
        if item.plugin != "core" and not _raises((await off.reader()).may_read, item, NotFound):
            wrong.append(f"{item.name}: answers a company without the plugin")
    return wrong


def _raises(run: Any, argument: Any, kind: type[Exception]) -> bool:
    try:
        run(argument)
    except kind:
        return True
    return False


async def rows_seen_from_outside(ours: Actor, other: Actor, queries: Sequence[Query]) -> list[str]:
    """Queries that show a row of ours to another company, in a list or by its key."""
    wrong = []
    for query in queries:
        mine = await all_keys(ours, query)
        theirs = await all_keys(other, query)
        numbers = [n for n, name in enumerate(query.key) if query.column(name).kind == "id" or name == "id"]
        if numbers and {k for k in mine if all(k)} & {k for k in theirs if all(k)}:
            wrong.append(f"{query.name}: shows the same rows to two companies")
        if mine and numbers and query.parameters is None:
            wrong += await _opened(other, query, mine[0])
    return wrong


async def _opened(other: Actor, query: Query, key: tuple[Any, ...]) -> list[str]:
    try:
        await (await other.reader()).one(query, *key)
    except NotFound:
        return []
    return [f"{query.name}: another company opens our row {key}"]


async def all_keys(actor: Actor, query: Query) -> list[tuple[Any, ...]]:
    """The keys of the rows that this person sees (the first thousand)."""
    wish = Wish(columns=tuple(query.key), limit=1000)
    if query.parameters is not None:
        parameters = _parameters(query)
        if parameters is None:
            return []
        wish = replace(wish, parameters=parameters)
    rows = await actor.page(query, wish)
    places = [rows.cells.index(k) for k in query.key]
    return [tuple(row[p] for p in places) for row in rows.rows]


def _parameters(query: Query) -> Form | None:
    if query.parameters is None:
        return None
    raw = plausible(query.parameters, {})
    return query.parameters.model_validate(raw) if is_valid(query.parameters, raw) else None


async def queries_that_fail(actor: Actor, queries: Sequence[Query]) -> list[str]:
    """Queries that do not answer somebody with every right: plainly, sorted by each column, searched, added up."""
    wrong = []
    for query in queries:
        sorts = [(f"{sign}{c.name}",) for c in query.columns if c.sort for sign in ("", "-")]
        wishes = [
            Wish(limit=2),
            *(Wish(limit=2, sort=sort) for sort in sorts),
            *([Wish(limit=2, search="a")] if query.search else []),
        ]
        parameters = _parameters(query)
        for wish in wishes if parameters is not None or query.parameters is None else ():
            asked = replace(wish, parameters=parameters)
            try:
                await actor.page(query, asked)
                await (await actor.reader()).totals(query, asked)
            except Exception as error:
                wrong.append(f"{query.name} {wish.sort or wish.search}: {type(error).__name__}: {error}")
                break
    return wrong


async def known_ids(actor: Actor) -> dict[str, list[int]]:
    """The ids that every query shows to this person, by query."""
    found: dict[str, list[int]] = {}
    for name, query in actor.house.registry.queries.items():
        if query.plugin == "core" or query.plugin in actor.scope.plugins:
            with contextlib.suppress(Exception):  # told by the check that every query answers
                keys = await all_keys(actor, query)
                found[name] = [k[0] for k in keys if isinstance(k[0], int)][:20]
    return found


async def changed_from_outside(ours: Actor, other: Actor, operations: Sequence[Operation], examples: Examples) -> list[str]:
    """Every operation, from another company that holds all rights, aimed at our ids: refused, and ours stays as it was."""
    ids = await known_ids(ours)
    before = traces_of(ours.house.owner_url, ours.scope.company)
    wrong = []
    for operation in operations:
        for raw in _aimed(operation, ids, examples):
            try:
                await other.through(sorted(operation.doors)[0]).perform(operation, raw)
            except DapurError:
                continue
            except Exception as error:
                wrong.append(f"{operation.name}: fails with {type(error).__name__}: {error} for {raw}")
    after = traces_of(ours.house.owner_url, ours.scope.company)
    wrong += [f"{table}: rows of ours were changed from another company" for table in before if before[table] != after[table]]
    return wrong


def unreachable(operations: Sequence[Operation], examples: Examples) -> list[str]:
    """Operations for which no input could be made: give one in `examples`."""
    return [
        f"{o.name}: give an input in `examples`"
        for o in operations
        if not is_valid(o.input, examples.get(o.name, plausible(o.input, {})))
    ]


def _aimed(operation: Operation, ids: Mapping[str, Sequence[int]], examples: Examples) -> Iterator[Mapping[str, Any]]:
    if operation.name in examples:
        yield examples[operation.name]
    seen = []
    for name, known in ids.items():
        if known and name.partition(".")[0] == operation.plugin:
            raw = plausible(operation.input, ids, known[0])
            if raw not in seen:
                seen.append(raw)
                yield raw
    if not seen:
        yield plausible(operation.input, ids)
