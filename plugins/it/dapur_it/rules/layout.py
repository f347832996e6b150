"""Where the boxes of a picture stand: layers by the longest way down, so that every line leads downwards. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 150, 44, 24, 56, 12


@dataclass(frozen=True, slots=True)
class Box:
    """A box at its upper left corner."""

    id: int
    x: int
    y: int


@dataclass(frozen=True)
class Layout:
    """Boxes by what they show, and how large the picture is."""

    boxes: dict[int, Box]
    width: int
    height: int


def layers_of(nodes: Sequence[int], edges: Sequence[tuple[int, int]]) -> dict[int, int]:
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


def laid_out(nodes: Sequence[int], edges: Sequence[tuple[int, int]]) -> Layout:
    """Each layer a row, in the middle; within a row near what needs it."""
    layer = layers_of(nodes, edges)
    rows: dict[int, list[int]] = defaultdict(list)
    for node in nodes:
        rows[layer[node]].append(node)
    widest = max((len(row) for row in rows.values()), default=1)
    width = widest * (WIDTH + GAP_X) - GAP_X + 2 * MARGIN
    place: dict[int, float] = {}
    boxes: dict[int, Box] = {}
    for depth in sorted(rows):
        row = sorted(rows[depth], key=lambda node: _pull(node, edges, place))
        indent = (width - 2 * MARGIN - len(row) * (WIDTH + GAP_X) + GAP_X) // 2
        for number, node in enumerate(row):
            boxes[node] = Box(node, MARGIN + indent + number * (WIDTH + GAP_X), MARGIN + depth * (HEIGHT + GAP_Y))
            place[node] = float(boxes[node].x)
    return Layout(boxes, width, MARGIN * 2 + (max(rows, default=0) + 1) * (HEIGHT + GAP_Y) - GAP_Y)


def _pull(node: int, edges: Sequence[tuple[int, int]], place: dict[int, float]) -> float:
    above = [place[upper] for upper, lower in edges if lower == node and upper in place]
    return sum(above) / len(above) if above else 0.0
