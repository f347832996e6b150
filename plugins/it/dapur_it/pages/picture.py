"""The picture of a service: what it needs, what needs it, and what would be hit. A view of the data, drawn on the server."""

from dataclasses import dataclass

from dapur.contract import NotFound
from dapur.queries.reader import Reader
from dapur_it.graph import impact, names_of, neighbourhood, users_of
from dapur_it.pages.spoken import word_of
from dapur_it.queries.services import COMPONENTS
from dapur_it.rules.layout import HEIGHT, WIDTH, laid_out
from dapur_it.words import COMPONENT_KINDS, RULES

STEPS = 4
MOST = 60
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
    """From the lower edge of what needs to the upper edge of what is needed. rule: words where it is redundant."""

    x1: int
    y1: int
    x2: int
    y2: int
    is_redundant: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """The page. words: the same in words, for those who do not see it: (upper, rule, lower)."""

    id: int
    code: str
    name: str
    width: int
    height: int
    box: tuple[int, int]
    nodes: list[Node]
    lines: list[Line]
    words: list[tuple[str, str, str]]
    down: list[tuple[int, str, str]]
    degraded: list[tuple[int, str, str]]
    people: int
    is_cut: bool


async def picture_of(reader: Reader, parameters: dict[str, str]) -> Picture:
    """The neighbourhood of a component, and what its failure would hit."""
    if not parameters["id"].isdecimal():
        raise NotFound()
    row = await reader.one(COMPONENTS, int(parameters["id"]))
    here = int(row["id"])
    edges = await neighbourhood(reader, here, STEPS)
    found = list(dict.fromkeys([here, *(n for e in edges for n in (e.upper, e.lower))]))
    nodes = found[:MOST]
    edges = [edge for edge in edges if edge.upper in nodes and edge.lower in nodes]
    hit = await impact(reader, [here])
    names = await names_of(reader, [*nodes, *hit.down, *hit.degraded])
    layout = laid_out(nodes, [(edge.upper, edge.lower) for edge in edges])
    health = {here: "failed", **dict.fromkeys(hit.down, "down"), **dict.fromkeys(hit.degraded, "degraded")}
    boxes = layout.boxes
    return Picture(
        here,
        row["code"],
        row["name"],
        layout.width,
        layout.height,
        (WIDTH, HEIGHT),
        [
            Node(n, boxes[n].x, boxes[n].y, _short(names[n][0]), word_of(reader, COMPONENT_KINDS, names[n][2]), health.get(n, ""))
            for n in nodes
        ],
        [
            Line(
                boxes[e.upper].x + WIDTH // 2,
                boxes[e.upper].y + HEIGHT,
                boxes[e.lower].x + WIDTH // 2,
                boxes[e.lower].y,
                e.rule != "all",
            )
            for e in edges
        ],
        [(names[e.upper][0], word_of(reader, RULES, e.rule), names[e.lower][0]) for e in edges],
        sorted((n, names[n][0], names[n][1]) for n in hit.down),
        sorted((n, names[n][0], names[n][1]) for n in hit.degraded),
        await users_of(reader, [here, *hit.down]),
        len(found) > MOST,
    )


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"
