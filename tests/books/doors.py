"""The same report through every door, as rows of (words, amounts): what a person or program gets to see there."""

import asyncio
import csv
import io
import json
import os
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch

import httpx
from python_calamine import CalamineWorkbook

from dapur.cli.main import main
from dapur.contract import ReportPage, Sheet
from dapur.language.catalogue import translate
from dapur.testing.companies import Actor
from dapur.testing.databases import TestDatabase

MONEY = "money"
Row = tuple[str, tuple[Decimal | None, ...]]


@dataclass(frozen=True)
class Asked:
    """A report with its input, and the column whose words name a row."""

    report: str
    fields: Mapping[str, str]
    label: str


@dataclass(frozen=True)
class Doors:
    """The doors of one company, for somebody with every right; `client` is signed in as them."""

    actor: Actor
    database: TestDatabase
    client: httpx.AsyncClient

    def all(self) -> Mapping[str, Callable[[Asked], Awaitable[list[Row]]]]:
        """Every door but the reader's."""
        return {"XLSX": self.xlsx, "CSV": self.csv, "page": self.page, "CLI": self.cli, "GraphQL": self.graphql}

    async def sheet(self, asked: Asked) -> Sheet:
        """The report as the reader gives it: what all other doors must show."""
        return await self.actor.report(asked.report, **asked.fields)

    async def reader(self, asked: Asked) -> list[Row]:
        """The same as rows."""
        sheet = await self.sheet(asked)
        names = [c.name for c in sheet.columns]
        places = [n for n, c in enumerate(sheet.columns) if c.kind == MONEY]
        label = names.index(asked.label)
        return _with_amounts((_words(row.cells[label]), tuple(row.cells[n] for n in places)) for row in sheet.rows)

    async def xlsx(self, asked: Asked) -> list[Row]:
        """The spreadsheet that the page gives."""
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(await self._file(asked, "xlsx")))
        return await self._of_table(asked, workbook.get_sheet_by_index(0).to_python(), _from_number)

    async def csv(self, asked: Asked) -> list[Row]:
        """The text file that the page gives."""
        text = (await self._file(asked, "csv")).decode("utf-8-sig")
        return await self._of_table(asked, list(csv.reader(io.StringIO(text))), _from_plain)

    async def page(self, asked: Asked) -> list[Row]:
        """The tables of the page itself, all its pages."""
        found: list[Row] = []
        address: str | None = await self._address(asked)
        query: Any = dict(asked.fields)
        while address:
            answer = await self.client.get(address, params=query)
            assert answer.status_code == 200, answer.text[:3000]
            parsed = _Page()
            parsed.feed(answer.text)
            found += await self._of_table(asked, parsed.rows, _from_page)
            address, query = parsed.next, None
        return found

    async def cli(self, asked: Asked) -> list[Row]:
        """What `dapur report` writes."""
        company = await self.actor.house.company(self.actor.scope.company)
        fields = [f"{name}={value}" for name, value in asked.fields.items()]
        said = await asyncio.to_thread(self._dapur, ["report", company.code, asked.report, *fields, "--user", self.actor.email])
        return await self._of_table(asked, _cut(said), _from_page)

    def _dapur(self, arguments: Sequence[str]) -> str:
        """What the command says. In this process: to start one and import everything takes longer than all reports."""
        urls = {"DATABASE_URL": self.database.app_url, "DATABASE_OWNER_URL": self.database.owner_url}
        said, wrong = io.StringIO(), io.StringIO()
        with patch.dict(os.environ, urls), redirect_stdout(said), redirect_stderr(wrong):
            code = main(arguments)
        assert code == 0, wrong.getvalue()[-3000:]
        return said.getvalue()

    async def graphql(self, asked: Asked) -> list[Row]:
        """The report's field of the API."""
        from dapur.graphql.door import answer

        sheet = await self.sheet(asked)
        field = _camel(asked.report.replace(".", "_")) + "Report"
        given = {_camel(name): int(v) if v.isdigit() else v for name, v in asked.fields.items()}
        inside = ", ".join(f"{n}: {v if isinstance(v, int) else chr(34) + v + chr(34)}" for n, v in given.items())
        query = f"{{ {field}(input: {{{inside}}}) {{ rows {{ cells }} }} }}"
        scope = self.actor.through("graphql").scope
        status, body = await answer(self.actor.house, scope, json.dumps({"query": query}).encode(), "application/json")
        told = json.loads(body)
        assert status == 200 and "errors" not in told, told
        money = [_camel(c.name) for c in sheet.columns if c.kind == MONEY]
        cells = [row["cells"] for row in told["data"][field]["rows"]]
        return _with_amounts((_words(c[_camel(asked.label)]), tuple(_from_plain(c[n]) for n in money)) for c in cells)

    async def _address(self, asked: Asked) -> str:
        company = await self.actor.house.company(self.actor.scope.company)
        plugin = asked.report.partition(".")[0]
        pages = self.actor.house.registry.pages[plugin]
        page = next(p for p in pages if isinstance(p, ReportPage) and p.report.name == asked.report)
        return f"/{company.code}/{plugin}/{page.path}"

    async def _file(self, asked: Asked, kind: str) -> bytes:
        answer = await self.client.get(f"{await self._address(asked)}.{kind}", params=dict(asked.fields))
        assert answer.status_code == 200, answer.text[:3000]
        return answer.content

    async def _of_table(self, asked: Asked, table: Sequence[Sequence[Any]], amount: Callable[[Any], Decimal | None]) -> list[Row]:
        """Rows of a table below its head row."""
        sheet = await self.sheet(asked)
        titles = [translate(c.title, self.actor.scope.language) for c in sheet.columns]
        label = [c.name for c in sheet.columns].index(asked.label)
        places = [n for n, c in enumerate(sheet.columns) if c.kind == MONEY]
        head = next(n for n, row in enumerate(table) if len(row) >= len(titles) and _heads(row, titles))
        body = [row for row in table[head + 1 :] if len(row) >= len(titles)]
        return _with_amounts((_words(row[label]), tuple(amount(row[n]) for n in places)) for row in body)


def _heads(row: Sequence[Any], titles: Sequence[str]) -> bool:
    return all(str(cell).startswith(title) for cell, title in zip(row, titles, strict=False))


def _with_amounts(rows: Any) -> list[Row]:
    return [(label, amounts) for label, amounts in rows if any(a is not None for a in amounts)]


def _words(value: Any) -> str:
    return " ".join(translate(value, "id").split()) if value is not None else ""


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _from_number(value: Any) -> Decimal | None:
    return Decimal(str(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def _from_plain(value: Any) -> Decimal | None:
    try:
        return Decimal(value) if value not in ("", None) else None
    except InvalidOperation:
        return None


def _from_page(value: Any) -> Decimal | None:
    """An amount as Indonesians read it: 1.250.000,50, with a minus sign or in brackets."""
    text = str(value).replace("\u2212", "-").replace("\u00a0", "").strip()
    text = re.sub(r"^\((.*)\)$", r"-\1", text)
    text = re.sub(r"[^\d,.-]", "", text)
    return _from_plain(text.replace(".", "").replace(",", ".")) if re.search(r"\d", text) else None


def _cut(text: str) -> list[list[str]]:
    """The columns of a text table, by the rule under its head."""
    lines = text.splitlines()
    rule = next(n for n, line in enumerate(lines) if line.startswith("─"))
    ends = [match.span() for match in re.finditer("─+", lines[rule])]
    rows = [lines[rule - 1], *(line for line in lines[rule + 1 :] if line.strip() and not set(line) <= {"─", " "})]
    return [[line[start:end].strip() for start, end in ends] for line in rows]


class _Page(HTMLParser):
    """Rows of the tables of a page, and the address of the next page."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.next: str | None = None
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self._cell = []
        if given.get("rel") == "next":
            self.next = given.get("href")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            if self.rows:
                self.rows[-1].append(" ".join("".join(self._cell).split()))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)
