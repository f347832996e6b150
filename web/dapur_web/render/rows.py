"""Rows of a table, compiled per listing: one function per column, made once, called for each cell."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from dapur.contract import Column, ReportRow, Words, _
from dapur_web.render.formats import Formats
from dapur_web.render.looks import NUMERIC, looks

Row = Sequence[Any]
Cell = Callable[[Row], str]


def compile_rows(
    columns: Sequence[Column],
    formats: Formats,
    *,
    language: str,
    base: str,
    visible: Sequence[str],
    key: Sequence[str],
    selectable: bool,
    currency: str,
    words: Callable[[Words], str],
) -> Callable[[Sequence[Row]], Markup]:
    """A function from rows (tuples in the order of `columns`) to the <tr>s of a table body.

    The first column with a link is the row's own link: Enter on the row, j and k stop there.
    """
    places = {c.name: n for n, c in enumerate(columns)}
    shown = [columns[places[n]] for n in visible]
    opener = next((c.name for c in shown if c.link), "")
    cells = [
        _cell(c, look, places, formats, base, currency, words, first=n == 0, opens=c.name == opener)
        for n, (c, look) in enumerate(zip(shown, looks(shown), strict=True))
    ]
    keys = [places[k] for k in key if k in places]
    tick = _tick(words) if selectable else ""

    def row(values: Row) -> str:
        name = escape("~".join(str(values[p]) for p in keys))
        box = tick.format(key=name) if tick else ""
        return f'<tr id="r-{name}" class="phone-card">{box}{"".join([cell(values) for cell in cells])}</tr>'

    def body(rows: Sequence[Row]) -> Markup:
        return Markup("\n".join([row(values) for values in rows]))

    return body


def compile_report_rows(
    columns: Sequence[Column], formats: Formats, *, base: str, currency: str, words: Callable[[Words], str]
) -> Callable[[Sequence[ReportRow]], Markup]:
    """A function from report rows to <tr>s; figures link to the rows behind them."""
    places = {c.name: n for n, c in enumerate(columns)}
    shown = [c for c in columns if not c.hidden and c.kind != "id"]
    texts = [_text(c, places, formats, currency, words) for c in shown]
    classes = looks(shown)

    def cell(n: int, row: ReportRow) -> str:
        column = shown[n]
        value = row.cells[places[column.name]]
        text = texts[n](row.cells) if value is not None and value != "" else ""
        address = row.links.get(column.name, "")
        if text and address:
            text = f'<a class="drill" href="{escape(f"{base}/{address}")}">{text}</a>'
        elif text and column.link:
            text = f'<a class="drill" href="{escape(_filled(column.link, places, base)(row.cells))}">{text}</a>'
        zero = " zero" if column.kind in NUMERIC and isinstance(value, (Decimal, int)) and not value else ""
        # The first cell names the row, for people who hear the table; an empty one names nothing.
        if n == 0 and text:
            return f'<th scope="row" class="{classes[0]}{zero}">{text}</th>'
        return f'<td class="{classes[n]}{zero}"{_label(column, words)}>{text}</td>'

    def body(rows: Sequence[ReportRow]) -> Markup:
        made = [
            f'<tr class="level-{min(row.level, 5)}{_style(row)} phone-card"{_named(row)}>'
            f"{''.join([cell(n, row) for n in range(len(shown))])}</tr>"
            for row in rows
        ]
        return Markup("\n".join(made))

    return body


def _style(row: ReportRow) -> str:
    return "" if row.style == "line" else f" {row.style}"


def _named(row: ReportRow) -> str:
    return f' data-key="{escape(row.key)}"' if row.key else ""


def _tick(words: Callable[[Words], str]) -> str:
    label = str(escape(words(_("Select row")))).replace("{", "{{").replace("}", "}}")
    return (
        '<td class="tick"><input type="checkbox" class="check-box" name="row" value="{key}" id="tick-{key}" data-tick'
        f' aria-label="{label} {{key}}"></td>'
    )


def _cell(
    column: Column,
    look: str,
    places: Mapping[str, int],
    formats: Formats,
    base: str,
    currency: str,
    words: Callable[[Words], str],
    *,
    first: bool,
    opens: bool,
) -> Cell:
    """One column's cell: a head cell for the first, which names the row."""
    text = _text(column, places, formats, currency, words)
    place = places[column.name]
    start, end = ('<th scope="row"', "</th>") if first else ("<td", "</td>")
    after = f"{'' if first else _label(column, words)}>"
    full = f'{start} class="{look}"{after}' if look else f"{start}{after}"
    empty, zero = full + end, f'{start} class="{look} zero"{after}'
    if column.link:
        address = _filled(column.link, places, base)
        mark = ' class="row-link"' if opens else ""

        def linked(row: Row) -> str:
            value = row[place]
            if value is None or value == "":
                return empty
            return f'{full}<a{mark} href="{escape(address(row))}">{text(row)}</a>{end}'

        return linked
    if column.kind in NUMERIC:

        def figure(row: Row) -> str:
            value = row[place]
            if value is None:
                return empty
            return f"{full if value else zero}{text(row)}{end}"

        return figure

    def plain(row: Row) -> str:
        value = row[place]
        return empty if value is None or value == "" else f"{full}{text(row)}{end}"

    return plain


def _text(column: Column, places: Mapping[str, int], formats: Formats, currency: str, words: Callable[[Words], str]) -> Cell:
    """The inside of a cell, escaped. Called only for values that are there."""
    place = places[column.name]
    match column.kind:
        case "money" if column.currency:
            coded = places[column.currency]
            return lambda row: _foreign(formats, row[place], row[coded] or currency, currency)
        case "money":
            return lambda row: formats.money(row[place], currency) if not isinstance(row[place], str) else str(escape(row[place]))
        case "number" | "quantity" | "rate" | "integer":
            return lambda row: formats.number(row[place]) if not isinstance(row[place], str) else str(escape(row[place]))
        case "date":
            return lambda row: _day(formats, row[place])
        case "time":
            return lambda row: _moment(formats, row[place])
        case "flag":
            yes, no = escape(words(_("Yes"))), escape(words(_("No")))
            return lambda row: str(yes if row[place] else no)
        case "status":
            badges = {c.value: _badge(column.tones.get(c.value, "secondary"), words(c.title)) for c in column.choices}
            return lambda row: badges.get(str(row[place])) or _badge("secondary", str(row[place]))
    if column.choices:
        said = {c.value: str(escape(words(c.title))) for c in column.choices}
        return lambda row: said.get(str(row[place])) or str(escape(row[place]))
    return lambda row: str(escape(words(row[place]) if not isinstance(row[place], str) else row[place]))


def _foreign(formats: Formats, value: Any, code: str, own: str) -> str:
    text = formats.money(value, code)
    return text if code == own else f'<span class="currency">{escape(code)}</span> {text}'


def _day(formats: Formats, value: Any) -> str:
    if isinstance(value, datetime) or not isinstance(value, date):
        return _moment(formats, value)
    return f'<time datetime="{value.isoformat()}">{formats.date(value)}</time>'


def _moment(formats: Formats, value: Any) -> str:
    if isinstance(value, datetime):
        return f'<time datetime="{value.isoformat()}">{formats.time(value)}</time>'
    return _day(formats, value) if isinstance(value, date) else str(escape(value))


def _badge(tone: str, text: str) -> str:
    return f'<span class="badge tone-{escape(tone)}">{escape(text)}</span>'


def _filled(pattern: str, places: Mapping[str, int], base: str) -> Callable[[Row], str]:
    """The address of a row from a pattern with {column} placeholders."""
    names = [part.partition("}")[0] for part in pattern.split("{")[1:]]
    shape = f"{base}/{pattern}"
    return lambda row: shape.format(**{n: row[places[n]] for n in names})


def _label(column: Column, words: Callable[[Words], str]) -> str:
    return f' data-label="{escape(words(column.title))}"'
