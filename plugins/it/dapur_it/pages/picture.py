"""The picture of a service: what it needs, what needs it, and what would be hit. A view of the data, drawn on the server."""

from dataclasses import dataclass

from dapur.contract import NotFound
from dapur.queries.reader import Reader
from dapur_it.graph import Edge, Impact, impact, names_of, neighbourhood
from dapur_it.pages.spoken import word_of
from dapur_it.queries.services import COMPONENTS
from dapur_it.rules.layout import HEIGHT, WIDTH, Box, Layout, laid_out
from dapur_it.words import COMPONENT_KINDS, RULES

STEPS = 4
MOST = 60
LISTED = 30
BEND = 28
SHORT = 18


@dataclass(frozen=True, slots=True)
class Node:
    """A box: where it stands, its words, and what would become of it ("failed", "down", "degraded", "")."""

    id: int
    x: int
    y: int
    code: str
    kind: str
    health: str


@dataclass(frozen=True, slots=True)
class Line:
    """From the lower edge of what needs to the upper edge of what is needed, between the boxes: an SVG path."""

    path: str
    is_redundant: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The page. words: the same in words, for those who do not see it: (upper, rule, lower). hit: the first of what is hit."""

    id: int
    code: str
    name: str
    width: int
    height: int
    box: tuple[int, int]
    nodes: list[Node]
    lines: list[Line]
    words: list[tuple[str, str, str]]
    impact: Impact
    is_cut: bool


async def picture_of(reader: Reader, parameters: dict[str, str]) -> Picture:
    """The neighbourhood of a component, and what its failure would hit."""
    if not parameters["id"].isdecimal():
        raise NotFound()
    row = await reader.one(COMPONENTS, int(parameters["id"][:18]))
    here = int(row["id"])
    edges = await neighbourhood(reader, here, STEPS, MOST)
    found = list(dict.fromkeys([here, *(n for e in edges for n in (e.upper, e.lower))]))
    nodes = found[:MOST]
    edges = [edge for edge in edges if edge.upper in nodes and edge.lower in nodes]
    hit = await impact(reader, [here], LISTED, near=nodes)
    names = await names_of(reader, nodes)
    layout = laid_out(nodes, [(edge.upper, edge.lower) for edge in edges])
    health = {here: "failed", **{node: "down" if is_down else "degraded" for node, is_down in hit.health.items()}}
    return Picture(
        here,
        row["code"],
        row["name"],
        layout.width,
        layout.height,
        (WIDTH, HEIGHT),
        [_node(reader, layout.boxes[n], names[n], health.get(n, "")) for n in nodes],
        [_line(layout, edge) for edge in edges],
        [(names[e.upper][0], word_of(reader, RULES, e.rule), names[e.lower][0]) for e in edges],
        hit,
        len(found) > MOST,
    )


def _node(reader: Reader, box: Box, names: tuple[str, str, str], health: str) -> Node:
    return Node(box.id, box.x, box.y, _short(names[0]), word_of(reader, COMPONENT_KINDS, names[2]), health)


def _line(layout: Layout, edge: Edge) -> Line:
    """Curves from layer to layer, straight past the boxes of those that it passes."""
    upper, lower = layout.boxes[edge.upper], layout.boxes[edge.lower]
    x, y = upper.x + WIDTH // 2, upper.y + HEIGHT
    path = f"M{x} {y}"
    for to_x, to_y in [*layout.passes.get((edge.upper, edge.lower), ()), (lower.x + WIDTH // 2, lower.y)]:
        path += f" C{x} {y + BEND} {to_x} {to_y - BEND} {to_x} {to_y}"
        if to_y != lower.y:
            path += f" V{to_y + HEIGHT}"
        x, y = to_x, to_y + HEIGHT
    return Line(path, edge.rule != "all")


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"
