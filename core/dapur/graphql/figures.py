"""Declared reports as fields: the input, and the sheet as rows of cells by column; documents as files; plugins' own figures."""

import base64
from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLString,
)
from pydantic import ValidationError

from dapur.contract import Document, Form, GraphQLFigure, Invalid, Report, Sheet, Text
from dapur.graphql.ask import REPORT_COST, Ask, in_turn
from dapur.graphql.models import ModelTypes
from dapur.graphql.naming import camel
from dapur.graphql.scalars import JSON, WHOLE, plain
from dapur.language.problems import problems_of

TEXT = GraphQLNonNull(GraphQLString)
COLUMN = GraphQLObjectType(
    "ReportColumn",
    {
        "name": GraphQLField(TEXT, description="The key of its cells."),
        "title": GraphQLField(TEXT),
        "kind": GraphQLField(TEXT, description="`text`, `code`, `money`, `date`, …"),
    },
)
FACT = GraphQLObjectType("ReportFact", {"title": GraphQLField(TEXT), "value": GraphQLField(TEXT)})
ROW = GraphQLObjectType(
    "ReportRow",
    {
        "key": GraphQLField(TEXT, description="A name of the row that stays the same, where it has one."),
        "level": GraphQLField(GraphQLNonNull(WHOLE), description="How far it is indented."),
        "style": GraphQLField(TEXT, description="`line`, `heading`, `subtotal` or `total`."),
        "cells": GraphQLField(GraphQLNonNull(JSON), description="Values by column name; decimals are text, empty cells null."),
    },
)
SHEET = GraphQLObjectType(
    "ReportSheet",
    {
        "title": GraphQLField(TEXT),
        "head": GraphQLField(GraphQLNonNull(GraphQLList(GraphQLNonNull(FACT))), description="The facts printed above."),
        "columns": GraphQLField(GraphQLNonNull(GraphQLList(GraphQLNonNull(COLUMN)))),
        "rows": GraphQLField(GraphQLNonNull(GraphQLList(GraphQLNonNull(ROW)))),
        "notes": GraphQLField(GraphQLNonNull(GraphQLList(TEXT))),
        "more": GraphQLField(TEXT, description="Where the next page begins, for reports in pages; empty at the end."),
    },
    description="A finished report.",
)

FILE = GraphQLObjectType(
    "DocumentFile",
    {
        "name": GraphQLField(TEXT, description="A name for the file, with its extension."),
        "mediaType": GraphQLField(TEXT),
        "content": GraphQLField(TEXT, description="The bytes in base64 (RFC 4648)."),
    },
    description="A file made on request.",
)


def report_field(report: Report, models: ModelTypes) -> GraphQLField:
    """The field of a report."""
    about = f"{report.description} Needs the permission `{report.permission}`."
    return GraphQLField(SHEET, _input(report.input, models), resolve=in_turn(_resolver(report)), description=about)


def document_field(document: Document, models: ModelTypes) -> GraphQLField:
    """The field of a document."""

    async def resolve(_root: Any, info: GraphQLResolveInfo[Any], **given: Any) -> dict[str, str]:
        ask: Ask = info.context
        ask.reader.may_read(document)
        ask.spend(REPORT_COST)
        made = await ask.reader.document(document, given.get("input") or {})
        return {"name": made.name, "mediaType": made.media_type, "content": base64.b64encode(made.content).decode()}

    about = f"{document.description} Needs the permission `{document.permission}`."
    return GraphQLField(FILE, _input(document.input, models), resolve=in_turn(resolve), description=about)


def figure_field(figure: GraphQLFigure, models: ModelTypes) -> GraphQLField:
    """A field of a plugin's own."""

    async def resolve(_root: Any, info: GraphQLResolveInfo[Any], **given: Any) -> Any:
        ask: Ask = info.context
        ask.reader.need(figure.permission)
        ask.spend(REPORT_COST)
        try:
            form = figure.input.model_validate(given.get("input") or {})
        except ValidationError as error:
            raise Invalid(problems_of(error, figure.input)) from None
        return await figure.read(ask.reader, form)

    about = f"{figure.description} Needs the permission `{figure.permission}`."
    return GraphQLField(models.value(figure.output), _input(figure.input, models), resolve=in_turn(resolve), description=about)


def _input(form: type[Form], models: ModelTypes) -> dict[str, GraphQLArgument]:
    if not form.model_fields:
        return {}
    needed = any(i.is_required() for i in form.model_fields.values())
    kind: Any = models.input(form)
    return {"input": GraphQLArgument(GraphQLNonNull(kind) if needed else kind)}


def _resolver(report: Report) -> Callable[..., Any]:
    async def resolve(_root: Any, info: GraphQLResolveInfo[Any], **given: Any) -> dict[str, Any]:
        ask: Ask = info.context
        ask.reader.may_read(report)
        ask.spend(REPORT_COST)
        return _written(ask, await ask.reader.report(report, given.get("input") or {}))

    return resolve


def _written(ask: Ask, sheet: Sheet) -> dict[str, Any]:
    names = [camel(c.name) for c in sheet.columns]
    return {
        "title": ask.say(sheet.title),
        "head": [{"title": ask.say(title), "value": ask.say(value)} for title, value in sheet.head],
        "columns": [{"name": n, "title": ask.say(c.title), "kind": c.kind} for n, c in zip(names, sheet.columns, strict=True)],
        "rows": [
            {
                "key": row.key,
                "level": row.level,
                "style": row.style,
                "cells": {n: _cell(ask, v) for n, v in zip(names, row.cells, strict=False)},
            }
            for row in sheet.rows
        ],
        "notes": [ask.say(note) for note in sheet.notes],
        "more": sheet.more,
    }


def _cell(ask: Ask, value: Any) -> Any:
    return ask.say(value) if isinstance(value, Text) else plain(value)
