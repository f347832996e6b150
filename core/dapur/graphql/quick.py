"""The short way for the query that integrators send all day: plain lists, written from the driver's rows.

A query whose root fields are connections, without directives and fields of other plugins, is turned once
into a few closures. Each row is then one `zip` and no resolver runs. Anything else takes the long way,
through graphql-core's executor, with the same answer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    Visitor,
    visit,
)
from graphql.execution.values import VariableValues, get_argument_values, get_variable_values

from dapur.contract import DapurError, Query
from dapur.graphql.ask import Ask
from dapur.graphql.lists import Asked, Found, converter, find, totals_of
from dapur.graphql.naming import camel
from dapur.graphql.scalars import fixed
from dapur.graphql.selection import Fragments, fields_in

Part = Callable[[Found], Any]
Row = Callable[[Found, tuple[Any, ...]], dict[str, Any]]


class _LongWay(Exception):
    """This query needs the executor."""


@dataclass(frozen=True)
class QuickField:
    """A connection at the root: `key` in the answer, what to read, how to write it."""

    key: str
    query: Query
    node: FieldNode
    asked: Asked
    parts: tuple[tuple[str, Part], ...]
    arguments: Mapping[str, Any] | None
    """The arguments where no variable is in them."""


@dataclass(frozen=True)
class QuickQuery:
    """A whole query of such fields."""

    schema: GraphQLSchema
    operation: OperationDefinitionNode
    fields: tuple[QuickField, ...]

    def arguments(self, given: Mapping[str, Any]) -> list[Mapping[str, Any]] | None:
        """The arguments of each field, or None where a variable does not fit: the long way says what is wrong."""
        if all(field.arguments is not None for field in self.fields):
            return [field.arguments or {} for field in self.fields]
        root = self.schema.query_type
        read = get_variable_values(self.schema, self.operation.variable_definitions or (), dict(given))
        if root is None or not isinstance(read, VariableValues):
            return None
        try:
            return [get_argument_values(root.fields[f.node.name.value], f.node, read) for f in self.fields]
        except GraphQLError:
            return None

    async def run(self, ask: Ask, arguments: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """The answer, ready to be encoded."""
        data: dict[str, Any] = {}
        errors: list[dict[str, Any]] = []
        for field, given in zip(self.fields, arguments, strict=True):
            try:
                found = await find(ask, field.query, given, field.asked)
            except DapurError as refused:
                data[field.key] = None
                errors.append(ask.error(refused, [field.key]))
                continue
            data[field.key] = {key: part(found) for key, part in field.parts}
        return {"data": data, "errors": errors} if errors else {"data": data}


def quick_query(
    schema: GraphQLSchema, queries: Mapping[str, Query], document: DocumentNode, operation: OperationDefinitionNode
) -> QuickQuery | None:
    """The short way for this operation, or None. `queries`: by their root field."""
    if operation.operation != OperationType.QUERY or _has_directives(document):
        return None
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    try:
        fields = tuple(_field(schema, queries, node, fragments) for node in fields_in(operation.selection_set, fragments))
        _distinct([f.key for f in fields])
    except _LongWay:
        return None
    return QuickQuery(schema, operation, fields)


def _distinct(keys: list[str]) -> None:
    """Two selections under one key would have to be merged."""
    if len(set(keys)) < len(keys):
        raise _LongWay


def _has_directives(document: DocumentNode) -> bool:
    found: list[bool] = []

    class Search(Visitor):
        def enter_directive(self, *_: Any) -> None:
            found.append(True)

    visit(document, Search())
    return bool(found)


def _has_variables(node: FieldNode) -> bool:
    found: list[bool] = []

    class Search(Visitor):
        def enter_variable(self, _node: VariableNode, *_: Any) -> None:
            found.append(True)

    for argument in node.arguments or ():
        visit(argument, Search())
    return bool(found)


def _key(node: FieldNode) -> str:
    return node.alias.value if node.alias else node.name.value


def _field(schema: GraphQLSchema, queries: Mapping[str, Query], node: FieldNode, fragments: Fragments) -> QuickField:
    query = queries.get(node.name.value)
    if query is None:
        raise _LongWay
    parts = _Parts(query, fragments)
    written = tuple((_key(inner), parts.part(inner)) for inner in fields_in(node.selection_set, fragments))
    _distinct([key for key, _part in written])
    asked = Asked(tuple(parts.columns), parts.cursors, tuple(parts.sums) if parts.sums is not None else None)
    root = schema.query_type
    assert root is not None
    fixed_arguments = None if _has_variables(node) else get_argument_values(root.fields[node.name.value], node)
    return QuickField(_key(node), query, node, asked, written, fixed_arguments)


class _Parts:
    """Makes the closures of one connection and notes which columns they need."""

    def __init__(self, query: Query, fragments: Fragments) -> None:
        self.query = query
        self.fragments = fragments
        self.names = {camel(c.name): c for c in query.columns}
        self.columns: dict[str, None] = {}
        self.cursors = False
        self.sums: dict[str, None] | None = None

    def part(self, node: FieldNode) -> Part:
        makers = {"nodes": self._nodes, "edges": self._edges, "pageInfo": self._page_info, "totals": self._totals}
        maker = makers.get(node.name.value)
        if maker is None:
            raise _LongWay
        return maker(node)

    def _inner(self, node: FieldNode) -> list[FieldNode]:
        inner = list(fields_in(node.selection_set, self.fragments))
        _distinct([_key(n) for n in inner])
        return inner

    def _row(self, node: FieldNode) -> Callable[[Found], list[dict[str, Any]]]:
        inner = self._inner(node)
        if any(n.name.value not in self.names for n in inner):
            raise _LongWay
        columns = [self.names[n.name.value] for n in inner]
        for column in columns:
            self.columns[column.name] = None
        keys, names = [_key(n) for n in inner], [c.name for c in columns]
        converted = [(k, convert) for k, c in zip(keys, columns, strict=True) if (convert := converter(c)) is not None]

        def write(found: Found) -> list[dict[str, Any]]:
            places = [found.rows.cells.index(n) for n in names]
            if places == list(range(len(places))):
                rows = [dict(zip(keys, row, strict=False)) for row in found.rows.rows]
            else:
                rows = [dict(zip(keys, (row[p] for p in places), strict=True)) for row in found.rows.rows]
            for key, convert in converted:
                for row in rows:
                    row[key] = convert(row[key])
            return rows

        return write

    def _nodes(self, node: FieldNode) -> Part:
        return self._row(node)

    def _edges(self, node: FieldNode) -> Part:
        self.cursors = True
        parts: list[tuple[str, Callable[[Found], list[Any]]]] = []
        for inner in self._inner(node):
            if inner.name.value == "cursor":
                parts.append((_key(inner), lambda found: [found.cursor(row) for row in found.rows.rows]))
            elif inner.name.value == "node":
                parts.append((_key(inner), self._row(inner)))
            else:
                raise _LongWay

        def write(found: Found) -> list[dict[str, Any]]:
            made = [part(found) for _key, part in parts]
            keys = [key for key, _part in parts]
            return [dict(zip(keys, values, strict=True)) for values in zip(*made, strict=True)]

        return write

    def _page_info(self, node: FieldNode) -> Part:
        inner = [(_key(n), n.name.value) for n in self._inner(node)]
        if any(name == "__typename" for _k, name in inner):
            raise _LongWay
        self.cursors = self.cursors or any(name.endswith("Cursor") for _k, name in inner)

        def write(found: Found) -> dict[str, Any]:
            whole = found.page_info()
            return {key: whole[name] for key, name in inner}

        return write

    def _totals(self, node: FieldNode) -> Part:
        inner = [(_key(n), n.name.value) for n in self._inner(node)]
        if any(name == "__typename" for _k, name in inner):
            raise _LongWay
        self.sums = self.sums if self.sums is not None else {}
        self.sums.update({self.names[name].name: None for _k, name in inner if name in self.names and name != "count"})

        def write(found: Found) -> dict[str, Any]:
            whole = totals_of(found)
            return {key: whole[name] if name == "count" else fixed(whole[name]) for key, name in inner}

        return write
