"""The chart as a report walks it, and figures added up along it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dapur.queries.reader import Reader

ZERO = Decimal(0)


@dataclass(frozen=True)
class Node:
    """An account or heading. `key`: its code, or its path where it has none."""

    id: int
    parent: int | None
    code: str
    path: str
    name: str
    type: str
    subtype: str
    is_group: bool

    @property
    def key(self) -> str:
        """A name that stays the same in every language."""
        return self.code or self.path

    @property
    def full_name(self) -> str:
        """The name, for a list without headings: where a code does not tell two accounts apart, the whole path."""
        return self.name if self.code else self.path.replace(":", " : ")


@dataclass(frozen=True)
class Branch:
    """A node with what stands below it, its figures added up (own and below)."""

    node: Node
    figures: tuple[Decimal, ...]
    below: tuple["Branch", ...]

    @property
    def is_leaf(self) -> bool:
        """Whether nothing stands below it."""
        return not self.below


async def read_chart(reader: Reader) -> list[Node]:
    """All accounts in the order of the chart, named in the reader's language."""
    name = "name_en" if reader.scope.language == "en" else "name_id"
    rows = await reader.rows(
        f"select id, parent_id, coalesce(code, ''), path, {name}, type, subtype, is_group"
        " from accounting.account where company_id = %s order by path",
        reader.scope.company,
    )
    return [Node(*row) for row in rows]


def grow(
    nodes: Sequence[Node], figures: Mapping[int, tuple[Decimal, ...]], width: int, wanted: Callable[[Node], bool]
) -> list[Branch]:
    """The trees of the wanted accounts. What has no figure at all is left out, and so are headings without such."""
    children: dict[int | None, list[Node]] = {}
    known = {node.id for node in nodes}
    for node in nodes:
        children.setdefault(node.parent if node.parent in known else None, []).append(node)

    def branch(node: Node) -> Branch | None:
        below = [b for b in (branch(child) for child in children.get(node.id, ())) if b is not None]
        own = figures.get(node.id) if wanted(node) else None
        if own is None and not below:
            return None
        sums = tuple(sum((b.figures[n] for b in below), (own or (ZERO,) * width)[n]) for n in range(width))
        return Branch(node, sums, tuple(below))

    return [b for b in (branch(node) for node in children.get(None, ())) if b is not None]
