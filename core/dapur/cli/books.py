"""`dapur do`, `dapur show`, `dapur report`, `dapur document`, `dapur import`: what is declared, at the command line."""

import argparse
import sys
from pathlib import Path
from typing import Any


def add_verbs(verbs: Any) -> None:
    """Add this room's verbs."""
    do = verbs.add_parser("do", help="perform an operation: dapur do COMPANY accounting.post_entry name=value …")
    _whom(do)
    do.add_argument("operation")
    do.add_argument("fields", nargs="*", metavar="name=value", help="JSON values are understood")
    do.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
    do.add_argument("--key", help="idempotency key")
    do.set_defaults(run=_do)
    show = verbs.add_parser("show", help="rows of a query")
    _whom(show)
    show.add_argument("query")
    show.add_argument("--limit", type=int, default=50)
    show.add_argument("--search", default="")
    show.set_defaults(run=_show)
    report = verbs.add_parser("report", help="a report as text, CSV, XLSX or PDF")
    _whom(report)
    report.add_argument("report")
    report.add_argument("fields", nargs="*", metavar="name=value")
    report.add_argument("--out", type=Path, help="file to write: .csv, .xlsx or .pdf")
    report.set_defaults(run=_report)
    document = verbs.add_parser("document", help="a file made on request: dapur document COMPANY accounting.invoice_paper id=12")
    _whom(document)
    document.add_argument("document")
    document.add_argument("fields", nargs="*", metavar="name=value")
    document.add_argument("--out", type=Path, help="where to write it (default: its own name, here)")
    document.set_defaults(run=_document)
    load = verbs.add_parser("import", help="fill a listing from a CSV or XLSX file")
    _whom(load)
    load.add_argument("name", help="for example accounting.entries")
    load.add_argument("file", type=Path)
    load.add_argument("--column", action="append", default=[], metavar="HEADING=FIELD", help="match a heading to a field")
    load.add_argument("--option", action="append", default=[], metavar="NAME=VALUE")
    load.add_argument("--dry-run", action="store_true", help="check every row, book nothing")
    load.add_argument("--errors", type=Path, help="where to write the error sheet (.xlsx or .csv)")
    load.set_defaults(run=_import)


def _whom(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("company", help="the company's short name")
    parser.add_argument("--user", help="e-mail of who does it (or DAPUR_USER)")


def _do(given: argparse.Namespace) -> int:
    from dapur.cli.rooms import scope_of, text_input, with_house
    from dapur.contract import NotFound
    from dapur.operations.perform import perform

    async def run(house: Any) -> Any:
        declared = house.registry.operations.get(given.operation)
        if declared is None:
            raise NotFound(f"There is no operation {given.operation}.")
        scope = await scope_of(house, given.company, given.user)
        return await perform(house, scope, declared, text_input(given.fields), key=given.key, dry_run=given.dry_run)

    outcome = with_house(run)
    print(outcome.result.model_dump_json(indent=2))
    if outcome.dry_run:
        print("Nothing was saved (dry run).", file=sys.stderr)
    return 0


def _show(given: argparse.Namespace) -> int:
    from dapur.cli.rooms import scope_of, with_house
    from dapur.contract import NotFound
    from dapur.documents.table import from_rows
    from dapur.documents.text_writer import write_text
    from dapur.queries.plan import Wish

    async def run(house: Any) -> Any:
        query = house.registry.queries.get(given.query)
        if query is None:
            raise NotFound(f"There is no query {given.query}.")
        reader = await house.reader(await scope_of(house, given.company, given.user))
        rows = await reader.page(query, Wish(limit=given.limit, search=given.search))
        return from_rows([query.column(c) for c in rows.cells], rows.rows, _head(reader, query.title))

    for line in write_text(with_house(run)):
        print(line)
    return 0


def _report(given: argparse.Namespace) -> int:
    from dapur.cli.rooms import scope_of, text_input, with_house
    from dapur.contract import NotFound
    from dapur.documents.table import from_sheet
    from dapur.documents.text_writer import write_text
    from dapur.language.catalogue import translate

    async def run(house: Any) -> Any:
        declared = house.registry.reports.get(given.report)
        if declared is None:
            raise NotFound(f"There is no report {given.report}.")
        reader = await house.reader(await scope_of(house, given.company, given.user))
        sheet = await reader.report(declared, text_input(given.fields))
        facts = [(translate(a, reader.scope.language), translate(b, reader.scope.language)) for a, b in sheet.head]
        return from_sheet(sheet, _head(reader, sheet.title, facts), landscape=declared.landscape)

    table = with_house(run)
    if given.out is None:
        for line in write_text(table):
            print(line)
        return 0
    _write(table, given.out)
    return 0


def _document(given: argparse.Namespace) -> int:
    from dapur.cli.rooms import scope_of, text_input, with_house
    from dapur.contract import NotFound

    async def run(house: Any) -> Any:
        declared = house.registry.documents.get(given.document)
        if declared is None:
            raise NotFound(f"There is no document {given.document}.")
        reader = await house.reader(await scope_of(house, given.company, given.user))
        return await reader.document(declared, text_input(given.fields))

    made = with_house(run)
    path = given.out or Path(made.name.replace("/", "-"))
    path.write_bytes(made.content)
    print(path)
    return 0


def _write(table: Any, path: Path) -> None:
    from dapur.documents.csv_writer import write_csv
    from dapur.documents.pdf_writer import write_pdf
    from dapur.documents.xlsx_writer import write_xlsx

    with path.open("wb") as file:
        if path.suffix == ".xlsx":
            write_xlsx(table, file)
        elif path.suffix == ".pdf":
            file.write(write_pdf(table))
        else:
            file.writelines(write_csv(table))


def _head(reader: Any, title: Any, facts: Any = ()) -> Any:
    from dapur.documents.table import Head
    from dapur.language.catalogue import translate

    company, language = reader.company, reader.scope.language
    return Head(
        company=company.name,
        title=translate(title, language),
        who="",
        when=reader.now,
        facts=list(facts),
        language=language,
        zone=company.zone,
        currency=company.currency,
    )


def _import(given: argparse.Namespace) -> int:
    from dapur.cli.rooms import scope_of, with_house
    from dapur.imports.from_file import import_file

    async def run(house: Any) -> Any:
        scope = await scope_of(house, given.company, given.user)
        columns = dict(pair.split("=", 1) for pair in given.column)
        options = dict(pair.split("=", 1) for pair in given.option)
        return await import_file(
            house,
            scope,
            given.name,
            given.file,
            columns,
            options,
            dry_run=given.dry_run,
            report=lambda line: print(line, file=sys.stderr),
            errors=given.errors,
        )

    result = with_house(run)
    print(result.summary)
    return 0 if result.ok else 1
