"""Drafts of documents as rows: written from a form with their figures, and read again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dapur.contract import NotFound, Refused, _
from dapur.operations.work import Work
from dapur_accounting.operations.documents.checking import AnyForm, check_head, check_splits, name_accounts
from dapur_accounting.operations.documents.figures import Figures, Line, Terms, figure, terms_of
from dapur_accounting.operations.documents.forms import DocumentLine
from dapur_accounting.operations.documents.reading import Source, dicts, one
from dapur_accounting.rules.due_days import Instalment, TermsPart, instalments
from dapur_accounting.rules.kinds import KINDS
from dapur_base.operations.versions import untouched

LINE = (
    "l.text, l.item, l.quantity, l.unit, l.unit_price, l.discount_percent, l.account_id as account, l.tax_id as tax,"
    " l.extra_tax_id as extra_tax, l.withholding_id as withholding, l.cost_centre_id as cost_centre, l.project_id as project,"
    " l.split, l.deducts_id as deducts, l.source_line"
)
HEAD = (
    "d.id, d.kind, d.status, d.party_id as party, d.date, d.due, d.terms_id as terms, d.currency, d.rate, d.reference,"
    " d.description, d.prices_include_tax, d.tax_by_document, d.against_id as against, d.net, d.tax, d.withheld, d.total,"
    " d.number, d.entry_id as entry, d.version, d.source_plugin, d.source_kind, d.source_id, d.source_number"
)


@dataclass(frozen=True)
class Origin:
    """The other department's document that a draft bills."""

    plugin: str = ""
    kind: str = ""
    id: int | None = None
    number: str = ""


def line_of(typed: DocumentLine, item: str = "") -> Line:
    """A typed line."""
    return Line(item=item, **typed.model_dump())


async def read_head(source: Source, document: int) -> dict[str, Any]:
    """The head of a document, draft or posted. Raises NotFound."""
    row = await one(
        source, HEAD, "from accounting.document d where d.company_id = %s and d.id = %s", source.scope.company, document
    )
    if row is None:
        raise NotFound(_("There is no such document in this company."), field="id")
    return row


async def read_lines(source: Source, document: int) -> list[Line]:
    """Its lines, in order."""
    rows = await dicts(
        source,
        LINE,
        "from accounting.document_line l where l.company_id = %s and l.document_id = %s order by l.line_no",
        source.scope.company,
        document,
    )
    return [Line(**row) for row in rows]


async def terms_of_head(source: Source, head: Mapping[str, Any]) -> Terms:
    """What decides the figures of a kept document."""
    return await terms_of(
        source,
        kind=head["kind"],
        party=head["party"],
        day=head["date"],
        currency=head["currency"],
        inclusive=head["prices_include_tax"],
        by_document=head["tax_by_document"],
        against=head["against"],
    )


async def due_parts(
    source: Source, day: date, due: date | None, terms: int | None, total: Decimal, places: int
) -> list[Instalment]:
    """When it is to be paid: on the day that was typed, by its terms, or after the company's usual days."""
    if due is not None:
        return [Instalment(due, total)] if total else []
    parts = [TermsPart(Decimal(100), int(_setting(source, "accounting.due_days")))]
    if terms is not None:
        rows = await dicts(
            source,
            "p.percent, p.days, p.after_month_end",
            "from accounting.payment_terms_part p where p.company_id = %s and p.terms_id = %s order by p.part_no",
            source.scope.company,
            terms,
        )
        if not rows:
            raise NotFound(_("There are no such terms here. Choose some of the list."), field="terms")
        parts = [TermsPart(**row) for row in rows]
    return instalments(total, day, parts, places)


def _setting(source: Source, name: str) -> Any:
    return source.house.setting(source.company, name)


async def save(work: Work, form: AnyForm, origin: Origin = Origin(), items: Sequence[str] = ()) -> dict[str, Any]:
    """Write a new draft, or an old one anew. Returns its id, version and total. Raises Refused, Conflict and NotFound."""
    terms = await terms_of(
        work,
        kind=form.kind,
        party=form.party,
        day=form.date,
        currency=form.currency,
        inclusive=form.prices_include_tax,
        by_document=form.tax_rounding == "document",
        against=form.against,
    )
    lines = [line_of(line, items[n] if items else "") for n, line in enumerate(form.lines)]
    await check_head(work, form)
    check_splits(lines)
    await name_accounts(work, form, lines)
    figures = await figure(work, terms, lines)
    if figures.total < 0:
        raise Refused("DOCUMENT_NEGATIVE", _("It comes to less than nothing. Make a credit note instead."), field="lines")
    due = await due_parts(work, form.date, form.due, form.terms, figures.total, terms.decimals)
    row = await _write_head(work, form, terms, figures, origin)
    await write_lines(work, row["id"], figures, due)
    return {**row, "total": figures.total}


async def _write_head(work: Work, form: AnyForm, terms: Terms, figures: Figures, origin: Origin) -> dict[str, Any]:
    facts = (
        form.party,
        form.date,
        form.due,
        form.terms,
        terms.currency,
        form.rate if terms.currency != work.company.currency else None,
        form.reference,
        form.description,
        form.prices_include_tax,
        form.tax_rounding == "document",
        form.against,
        figures.net,
        figures.tax,
        figures.withheld,
        figures.total,
    )
    if form.document is None:
        row = await work.row(
            "insert into accounting.document (party_id, date, due, terms_id, currency, rate, reference, description, prices_include_tax,"
            " tax_by_document, against_id, net, tax, withheld, total, company_id, kind, source_plugin, source_kind, source_id,"
            " source_number, created_by) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " returning id, version",
            *facts,
            work.scope.company,
            form.kind,
            origin.plugin,
            origin.kind,
            origin.id,
            origin.number,
            work.actor,
        )
    else:
        row = await _change_head(work, form, facts)
    assert row is not None
    return row


async def _change_head(work: Work, form: AnyForm, facts: tuple[Any, ...]) -> dict[str, Any]:
    row = await work.row(
        "update accounting.document set kind = %s, party_id = %s, date = %s, due = %s, terms_id = %s, currency = %s, rate = %s, reference = %s,"
        " description = %s, prices_include_tax = %s, tax_by_document = %s, against_id = %s, net = %s, tax = %s, withheld = %s,"
        " total = %s, version = version + 1 where company_id = %s and id = %s and side = %s and (version = %s or %s::int is null)"
        " returning id, version",
        form.kind,
        *facts,
        work.scope.company,
        form.document,
        KINDS[form.kind].side,
        form.version,
        form.version,
    )
    if row is None:
        raise await untouched(work, "accounting.document", form.document or 0)
    for table in ("document_instalment", "document_line"):
        await work.run(
            f"delete from accounting.{table} where company_id = %s and document_id = %s", work.scope.company, row["id"]
        )
    return row


async def write_lines(work: Work, document: int, figures: Figures, due: Sequence[Instalment]) -> None:
    """Lines, their taxes, and when it is to be paid."""
    await _write_many(
        work,
        "document_line",
        "line_no int, item text, text text, quantity numeric, unit text, unit_price numeric, discount_percent numeric, account_id bigint,"
        " tax_id bigint, extra_tax_id bigint, withholding_id bigint, cost_centre_id bigint, project_id bigint, split text,"
        " deducts_id bigint, source_line bigint, net numeric",
        document,
        [
            (
                n,
                x.item,
                x.text,
                x.quantity,
                x.unit,
                x.unit_price,
                x.discount_percent,
                x.account,
                x.tax,
                x.extra_tax,
                x.withholding,
                x.cost_centre,
                x.project,
                x.split,
                x.deducts,
                x.source_line,
                x.net,
            )
            for n, x in enumerate(figures.lines, 1)
        ],
    )
    await _write_many(
        work,
        "document_tax",
        "line_no int, tax_id bigint, rate numeric, base numeric, other_base numeric, amount numeric, reference text",
        document,
        [
            (n, p.rate.tax, p.rate.rate, p.base, p.other_base, p.amount, figures.taxes[p.rate.tax].reference)
            for n, line in enumerate(figures.lines, 1)
            for p in line.taxes.taxes
        ],
    )
    await _write_many(
        work,
        "document_instalment",
        "part_no int, due date, amount numeric",
        document,
        [(n, part.due, part.amount) for n, part in enumerate(due, 1)],
    )


async def _write_many(work: Work, table: str, columns: str, document: int, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of fixed columns ("name type, …") in one statement."""
    if not rows:
        return
    names = [column.split()[0] for column in columns.split(", ")]
    types = [column.split()[1] for column in columns.split(", ")]
    marks = ", ".join(f"%s::{kind}[]" for kind in types)
    await work.run(
        f"insert into accounting.{table} (company_id, document_id, {', '.join(names)})"
        f" select %s, %s, {', '.join('u.' + n for n in names)} from unnest({marks}) as u({', '.join(names)})",
        work.scope.company,
        document,
        *(list(column) for column in zip(*rows, strict=True)),
    )
