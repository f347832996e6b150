"""Suggestions of comboboxes, and the words of a chosen row."""

from collections.abc import Mapping
from typing import Any

from litestar import Response
from pydantic import BaseModel

from dapur.contract import FormPage, ListPage, NotFound, Query
from dapur.contract.errors import DapurError
from dapur.queries.plan import Wish
from dapur_web.server.gate import Visitor
from dapur_web.server.site import Site


async def suggestions(site: Site, visitor: Visitor, name: str) -> Response[Any]:
    """Rows of a reference query that answer what was typed: an exact code first. JSON {"items": [{id, code, name, detail}]}.

    "create", where this visitor may make a row: the address of the form, and what it is told to answer with.
    """
    rows = await _answers(visitor, name, visitor.request.query_params.get("q", "").strip()[:100])
    maker = _maker(site, visitor, visitor.house.registry.queries[name])
    made = {"create": {"url": f"{visitor.base}/{maker}", "choose": name}} if maker else {}
    return Response({"items": [{**row, "text": label(row)} for row in rows], **made})


def _maker(site: Site, visitor: Visitor, query: Query) -> str:
    """Address of the form page that makes a row of this query; "" where there is none or this visitor may not."""
    address = query.maker
    listed = None if address else site.lists.get(query.name)
    if listed is not None and isinstance(listed.page, ListPage) and listed.page.new:
        address = f"{listed.plugin}/{listed.page.new}"
    plugin, _slash, path = address.partition("/")
    found = site.find(plugin, path) if plugin in visitor.scope.plugins else None
    page = found[0].page if found else None
    if not isinstance(page, FormPage) or query.key[0] not in page.operation.output.model_fields:
        return ""
    return address if visitor.scope.may(page.operation.permission) else ""


async def chosen(visitor: Visitor, name: str, made: Mapping[str, Any]) -> Response[Any]:
    """What was just made, as the field that asked for it takes it. JSON {id, text}."""
    query = visitor.house.registry.queries.get(name)
    if query is None:
        raise NotFound()
    key = str(made.get(query.key[0], ""))
    return Response({"id": key, "text": await text_of_reference(visitor, name, key)}, status_code=200)


async def settled(visitor: Visitor, form: type[BaseModel], posted: Mapping[str, Any]) -> dict[str, Any]:
    """The posted fields with each reference that was typed but not taken: an exact code, or the exact words, name their row.

    So a scanner may be faster than the list of suggestions, and a browser without scripts can fill the field.
    """
    from dapur_web.server.fields import kind_of, line_model, look_of

    made = dict(posted)
    for name, info in form.model_fields.items():
        if kind_of(info) == "reference":
            await _settle(visitor, look_of(name, info).reference, made, name)
        elif kind_of(info) == "lines":
            model = line_model(info)
            assert model is not None
            for key in [k for k in posted if k.startswith(f"{name}.") and k.endswith("~")]:
                column = key[:-1].rpartition(".")[2]
                if column in model.model_fields:
                    await _settle(visitor, look_of(column, model.model_fields[column]).reference, made, key[:-1])
    return made


async def _settle(visitor: Visitor, query: str, fields: dict[str, Any], name: str) -> None:
    typed = str(fields.get(f"{name}~", "")).strip()[:100]
    if not query or not typed or str(fields.get(name, "")).strip():
        return
    wanted = typed.lower()
    for row in await _answers(visitor, query, typed.split(maxsplit=1)[0]):
        if wanted in (str(row["code"]).lower(), label(row).lower(), str(row["name"]).lower()):
            fields[name] = row["id"]
            return


async def _answers(visitor: Visitor, name: str, typed: str) -> list[dict[str, str]]:
    declared = visitor.house.registry.queries.get(name)
    if declared is None:
        raise NotFound()
    query = visitor.reader.seen(declared)
    columns = tuple(c.name for c in query.columns if c.name in ("id", "code", "name", "detail"))
    found = await visitor.reader.page(query, Wish(columns=columns, search=typed, limit=20))
    rows = [dict(zip(found.cells, row, strict=True)) for row in found.rows]
    rows.sort(key=lambda r: str(r.get("code") or "").lower() != typed.lower())
    return [{n: str(r.get(n) or "") for n in ("id", "code", "name", "detail")} for r in rows]


def label(row: dict[str, Any]) -> str:
    """Code and name of a row of a reference query."""
    return f"{row.get('code') or ''} {row.get('name') or ''}".strip()


async def text_of_reference(visitor: Visitor, name: str, key: str) -> str:
    """The words of a referenced row; its number where it can't be read."""
    query: Query = visitor.house.registry.queries[name]
    if not key.isdigit():
        return key
    try:
        return label(await visitor.reader.one(query, int(key)))
    except DapurError:
        return f"#{key}"
