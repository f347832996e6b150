"""Where the boxes of a picture stand: layers by the longest way down, so that every line leads downwards. Pure.

A line over several layers gets a place in each of them (Sugiyama's dummy nodes), so that it runs between the boxes.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 150, 44, 24, 56, 12
PASS = 10
"""Width that a passing line takes up in a layer."""
Edge = tuple[int, int]
Place = int | tuple[Edge, int]
"""A node, or a line (its ends) passing a layer."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box at its upper left corner."""

    id: int
    x: int
    y: int


@dataclass(frozen=True)
class Layout:
    """Boxes by what they show; for each line the middles of the layers that it passes; how large the picture is."""

    boxes: dict[int, Box]
    width: int
    height: int
    passes: dict[Edge, list[tuple[int, int]]] = field(default_factory=dict)


def layers_of(nodes: Sequence[int], edges: Sequence[Edge]) -> dict[int, int]:
    """Node -> layer: 0 is needed by nobody here; what is needed lies below everything that needs it. No circles."""
    needs: dict[int, list[int]] = defaultdict(list)
    waiting = dict.fromkeys(nodes, 0)
    for upper, lower in edges:
        needs[upper].append(lower)
        waiting[lower] += 1
    layer = dict.fromkeys(nodes, 0)
    ready = [node for node in nodes if not waiting[node]]
    while ready:
        node = ready.pop()
        for lower in needs[node]:
            layer[lower] = max(layer[lower], layer[node] + 1)
            waiting[lower] -= 1
            if not waiting[lower]:
                ready.append(lower)
    return layer


def laid_out(nodes: Sequence[int], edges: Sequence[Edge]) -> Layout:
    """Each layer a row, in the middle; within a row near what needs it."""
    layer = layers_of(nodes, edges)
    rows, above = _rows(nodes, edges, layer)
    width = max((_width(row) for row in rows.values()), default=WIDTH) + 2 * MARGIN
    middle: dict[Place, float] = {}
    boxes: dict[int, Box] = {}
    passes: dict[Edge, list[tuple[int, int]]] = defaultdict(list)
    for depth in sorted(rows):
        y = MARGIN + depth * (HEIGHT + GAP_Y)
        for place, left in _set(sorted(rows[depth], key=lambda place: _pull(above[place], middle)), width):
            middle[place] = left + _size(place) / 2
            if isinstance(place, int):
                boxes[place] = Box(place, round(left), y)
            else:
                passes[place[0]].append((round(middle[place]), y))
    return Layout(boxes, width, MARGIN * 2 + (max(rows, default=0) + 1) * (HEIGHT + GAP_Y) - GAP_Y, dict(passes))


def _rows(
    nodes: Sequence[int], edges: Sequence[Edge], layer: dict[int, int]
) -> tuple[dict[int, list[Place]], dict[Place, list[Place]]]:
    """The places of each layer, and for each place those that it hangs on."""
    rows: dict[int, list[Place]] = defaultdict(list)
    above: dict[Place, list[Place]] = defaultdict(list)
    for node in nodes:
        rows[layer[node]].append(node)
    for edge in edges:
        last: Place = edge[0]
        for depth in range(layer[edge[0]] + 1, layer[edge[1]]):
            rows[depth].append((edge, depth))
            above[(edge, depth)].append(last)
            last = (edge, depth)
        above[edge[1]].append(last)
    return rows, above


def _size(place: Place) -> int:
    return WIDTH if isinstance(place, int) else PASS


def _width(row: Sequence[Place]) -> int:
    return sum(_size(place) + GAP_X for place in row) - GAP_X


def _set(row: Sequence[Place], width: int) -> Iterator[tuple[Place, float]]:
    left = (width - _width(row)) / 2
    for place in row:
        yield place, left
        left += _size(place) + GAP_X


def _pull(above: Sequence[Place], middle: dict[Place, float]) -> float:
    return sum(middle[one] for one in above) / len(above) if above else 0.0
