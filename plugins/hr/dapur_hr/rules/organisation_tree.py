"""An organisation as a tree, and a drawing of its units: pure, from what holds on a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class UnitFact:
    """A unit; path: codes from the top down, each followed by a slash."""

    id: int
    name: str
    parent: int | None
    path: str


@dataclass(frozen=True)
class PlaceFact:
    """A position of a unit and who holds it: `employee` None is a vacancy or somebody who is no employee."""

    unit: int
    title: str
    level: int
    name: str = ""
    employee: int | None = None


@dataclass
class UnitNode:
    """A unit with its people by level, vacancies among them, and the units below."""

    unit: UnitFact
    depth: int = 1
    places: list[PlaceFact] = field(default_factory=list)
    below: list["UnitNode"] = field(default_factory=list)

    @property
    def people(self) -> int:
        """Everybody here and below."""
        return sum(1 for place in self.places if place.name) + sum(node.people for node in self.below)

    @property
    def vacancies(self) -> int:
        """Positions here and below that nobody holds."""
        return sum(1 for place in self.places if not place.name) + sum(node.vacancies for node in self.below)

    @property
    def head(self) -> PlaceFact | None:
        """Who holds the highest position here."""
        return next((place for place in self.places if place.name), None)

    def holds(self, employee: int) -> bool:
        """Whether the person is here or below."""
        return any(place.employee == employee for place in self.places) or any(node.holds(employee) for node in self.below)


def tree(units: Sequence[UnitFact], places: Iterable[PlaceFact]) -> list[UnitNode]:
    """The topmost units. A unit whose parent is not there stands on top."""
    nodes = {unit.id: UnitNode(unit) for unit in sorted(units, key=lambda u: u.path)}
    by_unit: dict[int, list[PlaceFact]] = defaultdict(list)
    for place in places:
        by_unit[place.unit].append(place)
    tops = []
    for node in nodes.values():
        node.places = sorted(by_unit[node.unit.id], key=lambda p: (p.level, p.title, not p.name, p.name))
        above = nodes.get(node.unit.parent or 0)
        if above is None:
            tops.append(node)
        else:
            node.depth = above.depth + 1
            above.below.append(node)
    return tops


WIDTH, HEIGHT, GAP, DROP = 200, 72, 20, 44


@dataclass(frozen=True)
class Box:
    """A unit drawn. x, y: its upper left corner."""

    node: UnitNode
    x: int
    y: int


@dataclass(frozen=True)
class Drawing:
    """Boxes and the lines between them, in a picture of this size."""

    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    width: int
    height: int


def draw(tops: Sequence[UnitNode]) -> Drawing:
    """Units from the top down, each above the middle of those below it."""
    boxes: list[Box] = []
    lines: list[str] = []
    right = 0
    for node in tops:
        right = _place(node, right, 0, boxes, lines)
    height = max((box.y + HEIGHT for box in boxes), default=0)
    return Drawing(tuple(boxes), tuple(lines), max(right - GAP, 0), height)


def _place(node: UnitNode, left: int, depth: int, boxes: list[Box], lines: list[str]) -> int:
    """Draw a unit and all below it; gives where the next may begin."""
    y = depth * (HEIGHT + DROP)
    if not node.below:
        boxes.append(Box(node, left, y))
        return left + WIDTH + GAP
    right = left
    children = []
    for child in node.below:
        right = _place(child, right, depth + 1, boxes, lines)
        children.append(boxes[-1].x + WIDTH // 2)
    x = (children[0] + children[-1]) // 2 - WIDTH // 2
    lines.extend(_lines(x + WIDTH // 2, y + HEIGHT, children))
    boxes.append(Box(node, x, y))
    return right


def _lines(x: int, y: int, children: Sequence[int]) -> Iterator[str]:
    for child in children:
        yield f"M{x} {y}v{DROP // 2}H{child}v{DROP // 2}"
