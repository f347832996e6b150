"""A listing: heads, rows, filters, views, paging, sums."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from dapur_web.views.fields import ChoiceView
from dapur_web.views.shell import ShellView


@dataclass(frozen=True, slots=True)
class HeadView:
    """A column's head. url: sorts by it; direction: "ascending", "descending" or ""; look: classes of its cells."""

    name: str
    title: str
    kind: str
    url: str = ""
    direction: str = ""
    look: str = ""


@dataclass(frozen=True, slots=True)
class PagerView:
    """ "51–100 of 142", back, on, rows per page as (size, url, current), and how many there are in all."""

    text: str
    back: str
    on: str
    sizes: Sequence[tuple[int, str, bool]]
    count: str = ""


@dataclass(frozen=True, slots=True)
class TabView:
    """A view over the list. own: number of a view that the reader saved and may delete."""

    name: str
    title: str
    url: str
    current: bool = False
    own: str = ""


@dataclass(frozen=True, slots=True)
class ChipView:
    """An active filter; url takes it away."""

    name: str
    title: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class FilterField:
    """A filter in the filter form. low and high: ends of a span."""

    name: str
    title: str
    kind: str
    value: str = ""
    text: str = ""
    low: str = ""
    high: str = ""
    values: Sequence[str] = ()
    choices: Sequence[ChoiceView] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column that may be shown."""

    name: str
    title: str
    shown: bool


@dataclass(frozen=True, slots=True)
class TotalRow:
    """Sums under the table: whose they are, and text by column."""

    title: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class EmptyView:
    """Why there are no rows ("ever", "filter") and the next step."""

    kind: str
    text: str
    url: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class RowActView:
    """An action of the record that a key on its row begins; `id`: of its button there."""

    title: str
    id: str
    key: str


@dataclass(frozen=True, slots=True)
class ListView:
    """A list page. state: the address's parameters, which forms on the page carry along."""

    template: ClassVar[str] = "list.html"

    shell: ShellView
    title: str
    url: str
    page: str
    heads: Sequence[HeadView]
    rows: Markup
    count_text: str
    pager: PagerView
    tabs: Sequence[TabView] = ()
    chips: Sequence[ChipView] = ()
    filters: Sequence[FilterField] = ()
    clear_url: str = ""
    state: Sequence[tuple[str, str]] = ()
    search: bool = False
    search_text: str = ""
    columns: Sequence[ColumnChoice] = ()
    totals: Sequence[TotalRow] = ()
    empty: EmptyView | None = None
    new_url: str = ""
    new_title: str = ""
    import_url: str = ""
    exports: Sequence[tuple[str, str]] = ()
    selectable: bool = False
    all_count: int = 0
    save_view_url: str = ""
    can_share_views: bool = False
    error: str = ""
    row_acts: Sequence[RowActView] = ()

    def kept(self, *names: str) -> list[tuple[str, str]]:
        """The address's parameters less some: what another form of the page carries along."""
        return [(n, v) for n, v in self.state if n not in names and n.partition(".")[0] not in names]

    def kept_beside_filters(self) -> list[tuple[str, str]]:
        """What the filter form carries along: everything but the filters themselves."""
        return self.kept(*(f.name for f in self.filters))
