"""What one request may ask for, and the measuring of a query before anything runs."""

from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from dapur.contract import Refused, _


@dataclass(frozen=True)
class Limits:
    """body: bytes. tokens: of the query's text. depth: nested fields. fields, aliases: with fragments written out.

    rows: of one list. cost: see `Ask.spend`. seconds: for the whole request.
    """

    body: int = 1_000_000
    tokens: int = 2_500
    depth: int = 10
    introspection_depth: int = 20
    fields: int = 600
    aliases: int = 60
    rows: int = 500
    cost: int = 60_000
    seconds: float = 30


@dataclass(frozen=True)
class Size:
    """How big a query is. `introspects`: it asks for the schema itself."""

    depth: int = 0
    schema_depth: int = 0
    fields: int = 0
    aliases: int = 0
    introspects: bool = False


def check_size(document: DocumentNode, limits: Limits) -> Size:
    """The size of the largest operation in the document. Raises Refused."""
    measure = _Measure({d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)})
    size = Size()
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode | FragmentDefinitionNode):
            size = _larger(size, measure.of(definition.selection_set))
    if size.depth > limits.depth or size.schema_depth > limits.introspection_depth:
        raise Refused("QUERY_TOO_DEEP", _("Nest at most {most} levels of fields.").fill(most=limits.depth))
    if size.fields > limits.fields:
        raise Refused("QUERY_TOO_WIDE", _("Ask for at most {most} fields in one query.").fill(most=limits.fields))
    if size.aliases > limits.aliases:
        raise Refused("QUERY_TOO_WIDE", _("Use at most {most} aliases in one query.").fill(most=limits.aliases))
    return size


def _larger(one: Size, two: Size) -> Size:
    return Size(
        max(one.depth, two.depth),
        max(one.schema_depth, two.schema_depth),
        max(one.fields, two.fields),
        max(one.aliases, two.aliases),
        one.introspects or two.introspects,
    )


@dataclass
class _Measure:
    """Each fragment is measured once, so that fragments within fragments cost nothing to count."""

    fragments: dict[str, FragmentDefinitionNode]
    known: dict[str, Size] = field(default_factory=dict)

    def of(self, selections: SelectionSetNode | None) -> Size:
        depth = schema_depth = fields = aliases = 0
        introspects = False
        for node in selections.selections if selections else ():
            inner, own = self._part(node)
            is_schema = isinstance(node, FieldNode) and node.name.value in ("__schema", "__type")
            fields += inner.fields + own
            aliases += inner.aliases + (1 if isinstance(node, FieldNode) and node.alias else 0)
            introspects = introspects or inner.introspects or is_schema
            if is_schema:
                schema_depth = max(schema_depth, inner.depth + own)
            else:
                depth = max(depth, inner.depth + own)
                schema_depth = max(schema_depth, inner.schema_depth)
        return Size(depth, schema_depth, fields, aliases, introspects)

    def _part(self, node: object) -> tuple[Size, int]:
        if isinstance(node, FieldNode):
            return self.of(node.selection_set), 1
        if isinstance(node, InlineFragmentNode):
            return self.of(node.selection_set), 0
        if isinstance(node, FragmentSpreadNode):
            return self._fragment(node.name.value), 0
        return Size(), 0

    def _fragment(self, name: str) -> Size:
        if name not in self.known:
            self.known[name] = Size()  # a fragment inside itself: validation says so
            if name in self.fragments:
                self.known[name] = self.of(self.fragments[name].selection_set)
        return self.known[name]
