"""What a query selects below a field, with fragments written out."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLResolveInfo,
    InlineFragmentNode,
    SelectionSetNode,
)

Fragments = Mapping[str, FragmentDefinitionNode]


def fields_in(selections: SelectionSetNode | None, fragments: Fragments) -> Iterator[FieldNode]:
    """The fields selected, in order. Every type of the API is concrete, so type conditions always hold."""
    for node in selections.selections if selections else ():
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            yield from fields_in(node.selection_set, fragments)
        elif isinstance(node, FragmentSpreadNode):
            yield from fields_in(fragments[node.name.value].selection_set, fragments)


def names_below(info: GraphQLResolveInfo[Any]) -> dict[str, set[str]]:
    """Dotted path below the field -> names selected there. A field that a directive leaves out still counts."""
    found: dict[str, set[str]] = {}
    for node in info.field_nodes:
        _collect(node, "", info.fragments, found)
    return found


def _collect(node: FieldNode, path: str, fragments: Fragments, found: dict[str, set[str]]) -> None:
    for inner in fields_in(node.selection_set, fragments):
        name = inner.name.value
        found.setdefault(path, set()).add(name)
        if inner.selection_set is not None:
            below = f"{path}.{name}" if path else name
            found.setdefault(below, set())
            _collect(inner, below, fragments, found)
