"""Filters of a list in words: what narrows it, and the fields that narrow it further."""

from typing import Any
from urllib.parse import urlencode

from dapur.contract import Filter, Query, _
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.language.numbers import format_number
from dapur_web import views
from dapur_web.server.gate import Visitor
from dapur_web.server.list_address import Asked
from dapur_web.server.references import text_of_reference


async def chips_of(visitor: Visitor, query: Query, asked: Asked, address: str) -> list[views.ChipView]:
    chips = []
    for declared in query.filters:
        if declared.name not in (asked.wish.filters or {}):
            continue
        text = await _filter_text(visitor, declared, (asked.wish.filters or {})[declared.name])
        rest = asked.without(declared.name, f"{declared.name}.from", f"{declared.name}.to")
        chips.append(
            views.ChipView(declared.name, translate(declared.title, visitor.language), text, f"{address}?{urlencode(rest)}")
        )
    return chips


async def _filter_text(visitor: Visitor, declared: Filter, value: Any) -> str:
    language = visitor.language
    match declared.kind:
        case "dates":
            low, high = value
            return f"{format_date(low, language) if low else '…'} – {format_date(high, language) if high else '…'}"
        case "money":
            return " – ".join(format_number(v, language) if v is not None else "…" for v in value)
        case "choice":
            titles = {c.value: translate(c.title, language) for c in declared.choices}
            return ", ".join(titles[v] for v in value)
        case "flag":
            return translate(_("Yes") if value else _("No"), language)
        case "reference":
            return await text_of_reference(visitor, declared.reference, str(value))
        case "text":
            return str(value)


async def filter_fields(visitor: Visitor, query: Query, asked: Asked) -> list[views.FilterField]:
    values: dict[str, list[str]] = {}
    for name, value in asked.params:
        values.setdefault(name, []).append(value)
    fields = []
    for declared in query.filters:
        given = values.get(declared.name, [""])
        text = ""
        if declared.kind == "reference" and given[0].isdigit():
            text = await text_of_reference(visitor, declared.reference, given[0])
        fields.append(
            views.FilterField(
                name=declared.name,
                title=translate(declared.title, visitor.language),
                kind=declared.kind,
                value=given[0],
                text=text,
                low=values.get(f"{declared.name}.from", [""])[0],
                high=values.get(f"{declared.name}.to", [""])[0],
                values=given,
                choices=[views.ChoiceView(c.value, translate(c.title, visitor.language)) for c in declared.choices],
                url=f"{visitor.base}/suggest/{declared.reference}" if declared.reference else "",
            )
        )
    return fields
