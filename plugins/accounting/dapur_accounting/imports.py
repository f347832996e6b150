"""Files that fill the journal and the chart of accounts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from dapur.contract import Form, Import, ImportColumn, Refused, Shown, _
from dapur.queries.reader import Reader
from dapur_accounting.operations.place_account import place_account
from dapur_accounting.operations.post_entries import post_entries
from dapur_accounting.operations.post_entry import post_entry
from dapur_accounting.plain_text.types_of_names import WORDS

Row = Mapping[str, Any]


class EntryOptions(Form):
    """Asked once for the file. `journal`: a journal's code; the first general journal when left out."""

    journal: Annotated[
        str, Shown(_("Journal"), kind="code", hint=_("Code of the journal, for example JU; empty takes the general one"))
    ] = ""


@dataclass(frozen=True)
class Known:
    """Numbers of what a file names: accounts by code, path or name, the journal, parties, cost centres, projects."""

    journal: int
    own_currency: str
    accounts: Mapping[str, int]
    parties: Mapping[str, int]
    cost_centres: Mapping[str, int]
    projects: Mapping[str, int]


async def prepare_entries(reader: Reader, options: EntryOptions) -> Known:
    """Read what the file may name. Raises Refused for an unknown journal."""
    company = reader.scope.company
    journal = await reader.value(
        "select id from accounting.journal where company_id = %s and not is_closed and (code = %s or %s = '' and kind = 'general')"
        " order by id limit 1",
        company,
        options.journal,
        options.journal,
    )
    if journal is None:
        raise Refused(
            "JOURNAL_UNKNOWN",
            _("There is no open journal {code}. Choose one of the list.").fill(code=options.journal),
            field="journal",
        )
    accounts = await reader.rows(
        "select id, path, name_id, name_en, code from accounting.account where company_id = %s order by is_group desc, id desc",
        company,
    )
    parties = await reader.rows("select id, name, code from base.party where company_id = %s order by id desc", company)
    values = await reader.rows(
        "select id, name, code, kind from accounting.dimension_value where company_id = %s order by id desc", company
    )
    return Known(
        journal,
        reader.company.currency,
        _by_words([(row[0], *row[2:4], row[1], row[4]) for row in accounts]),
        _by_words(parties),
        _by_words([row[:3] for row in values if row[3] == "cost_centre"]),
        _by_words([row[:3] for row in values if row[3] == "project"]),
    )


def _by_words(rows: Sequence[tuple[Any, ...]]) -> dict[str, int]:
    """Number by any word in any spelling of case; what stands later in a row counts more (the code most)."""
    found: dict[str, int] = {}
    for place in range(1, max((len(row) for row in rows), default=1)):
        for row in rows:
            if row[place]:
                found[str(row[place]).casefold()] = row[0]
    return found


def read_entry(rows: Sequence[Row], known: Known) -> dict[str, Any]:
    """One entry of rows that stand together. Raises Refused at the row and column that is not understood."""
    first = rows[0]
    return {
        "journal": known.journal,
        "date": _same_day(rows),
        "description": str(first.get("description") or ""),
        "reference": str(first.get("reference") or ""),
        "source": str(first["entry"]),
        "lines": [_line(row, n, known) for n, row in enumerate(rows)],
    }


def _same_day(rows: Sequence[Row]) -> date | None:
    days = {row["date"] for row in rows if row.get("date") is not None}
    for n, row in enumerate(rows):
        if row.get("date") not in (None, rows[0].get("date")):
            raise Refused("DAYS_DIFFER", _("All lines of an entry have one date."), field=f"{n}.date")
    return next(iter(days), None)


def _line(row: Row, n: int, known: Known) -> dict[str, Any]:
    line: dict[str, Any] = {
        "account": _found(known.accounts, row, n, "account"),
        "description": str(row.get("line_description") or ""),
        "party": _found(known.parties, row, n, "party"),
        "cost_centre": _found(known.cost_centres, row, n, "cost_centre"),
        "project": _found(known.projects, row, n, "project"),
    }
    if line["account"] is None:
        raise Refused("ACCOUNT_UNKNOWN", _("Enter the account."), field=f"{n}.account")
    amount, currency = row.get("amount"), str(row.get("currency") or "").upper()
    foreign = currency not in ("", known.own_currency)
    debit, credit = row.get("debit"), row.get("credit")
    if debit is None and credit is None and amount is not None and not foreign:
        debit, credit = max(amount, Decimal(0)), max(-amount, Decimal(0))
    if debit is None and credit is None and amount is None:
        raise Refused("AMOUNT_MISSING", _("Enter an amount, or debit or credit."), field=f"{n}.amount")
    line |= {"debit": debit or Decimal(0), "credit": credit or Decimal(0)}
    if foreign:
        line |= {"currency": currency, "amount": amount, "rate": row.get("rate")}
    return line


def _found(words: Mapping[str, int], row: Row, n: int, column: str) -> int | None:
    typed = row.get(column)
    if typed is None or typed == "":
        return None
    number = words.get(str(typed).strip().casefold())
    if number is None:
        code = {"account": "ACCOUNT_UNKNOWN", "party": "PARTY_UNKNOWN"}.get(column, "DIMENSION_UNKNOWN")
        text = _("{name} is not in the books of this company. Add it first, or correct the name.").fill(name=str(typed))
        raise Refused(code, text, field=f"{n}.{column}")
    return number


ENTRIES = Import(
    "accounting.entries",
    _("Entries"),
    "accounting.entry.post",
    columns=(
        ImportColumn(
            "entry",
            Shown(_("Reference")),
            required=True,
            aliases=("entry", "no", "nomor", "bukti", "id"),
            example="1",
            fields=("source", "reference"),
        ),
        ImportColumn("date", Shown(_("Date"), kind="date"), required=True, aliases=("tanggal", "tgl"), example="2026-11-02"),
        ImportColumn("account", Shown(_("Account")), required=True, aliases=("akun", "rekening"), example="1101"),
        ImportColumn("debit", Shown(_("Debit"), kind="money"), aliases=("debet", "debit"), example="1500000"),
        ImportColumn("credit", Shown(_("Credit"), kind="money"), aliases=("kredit",), example=""),
        ImportColumn(
            "amount", Shown(_("Amount, debit positive"), kind="money"), aliases=("amount", "jumlah", "nilai"), example=""
        ),
        ImportColumn("currency", Shown(_("Currency")), aliases=("mata uang", "valuta"), example="IDR"),
        ImportColumn("rate", Shown(_("Exchange rate"), kind="rate"), aliases=("kurs",), example=""),
        ImportColumn("description", Shown(_("Description")), aliases=("keterangan", "uraian"), example="Penjualan tunai"),
        ImportColumn("line_description", Shown(_("Description of the line")), aliases=("keterangan baris",), example=""),
        ImportColumn("reference", Shown(_("Own reference")), aliases=("referensi",), example=""),
        ImportColumn("party", Shown(_("Party")), aliases=("pihak", "pelanggan", "pemasok"), example=""),
        ImportColumn("cost_centre", Shown(_("Cost centre")), aliases=("pusat biaya", "cost center"), example=""),
        ImportColumn("project", Shown(_("Project")), aliases=("proyek",), example=""),
    ),
    operation=post_entry,
    read=read_entry,
    prepare=prepare_entries,
    group="entry",
    batch=post_entries,
    reference="entry",
    options=EntryOptions,
    address="accounting/entries",
)

_TYPE_BY_WORD = {word: kind for kind, words in WORDS.items() for word in words}


def read_account(rows: Sequence[Row], _prepared: Any) -> dict[str, Any]:
    """One account. Raises Refused for a type that is none."""
    row = rows[0]
    kind = _TYPE_BY_WORD.get(str(row.get("type") or "").strip().casefold())
    if kind is None:
        raise Refused("TYPE_MISSING", _("The type is one of asset, liability, equity, income, expense."), field="type")
    texts = {name: str(row.get(name) or "") for name in ("code", "name_id", "name_en", "subtype")}
    return {
        **texts,
        "path": str(row["account"]),
        "type": kind,
        "is_group": bool(row.get("is_group")),
        "currency": str(row.get("currency") or "").upper(),
    }


ACCOUNTS = Import(
    "accounting.accounts",
    _("Chart of accounts"),
    "accounting.account.manage",
    columns=(
        ImportColumn(
            "account",
            Shown(_("Place in the chart")),
            required=True,
            aliases=("akun", "path", "rekening"),
            example="Aset:Bank:Giro",
            fields=("path",),
        ),
        ImportColumn("type", Shown(_("Type")), required=True, aliases=("jenis", "tipe"), example="asset"),
        ImportColumn("code", Shown(_("Code")), aliases=("kode",), example="1103"),
        ImportColumn("name_id", Shown(_("Indonesian name")), aliases=("nama", "nama akun"), example="Bank - giro rupiah"),
        ImportColumn("name_en", Shown(_("English name")), aliases=("name", "english name"), example="Bank - rupiah"),
        ImportColumn("is_group", Shown(_("Heading account"), kind="flag"), aliases=("induk", "header", "group"), example=""),
        ImportColumn("currency", Shown(_("Only in currency")), aliases=("mata uang",), example=""),
        ImportColumn("subtype", Shown(_("Subtype")), aliases=("subjenis",), example="bank"),
    ),
    operation=place_account,
    read=read_account,
    reference="account",
    address="accounting/accounts",
)
IMPORTS = (ENTRIES, ACCOUNTS)
