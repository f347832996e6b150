"""An invoice, advance invoice or credit note as it goes to the customer, in either language."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from dapur.contract import Document, DocumentFile, Form, Shown, Words, _
from dapur.documents.letterhead import paper_head
from dapur.documents.paper import write_paper
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.language.numbers import format_money, format_number
from dapur.queries.plan import Wish
from dapur.queries.reader import Reader
from dapur_accounting.operations.documents.posting import TITLES
from dapur_accounting.operations.documents.reading import dicts
from dapur_accounting.queries.document_lines import DOCUMENT_LINES, DOCUMENT_TAXES
from dapur_accounting.queries.document_words import PAPER_LANGUAGES
from dapur_accounting.queries.documents import INVOICES

TEMPLATE = Path(__file__).parent / "invoice.typ"


class WhichInvoice(Form):
    """The document, and the language of the paper."""

    id: Annotated[int, Shown(_("Number"), reference="accounting.invoices")]
    language: Annotated[Literal["", "id", "en"], Shown(_("Language"), choices=PAPER_LANGUAGES)] = ""


class Paper:
    """Words and amounts of one paper in one language and currency."""

    def __init__(self, reader: Reader, language: str, currency: str) -> None:
        self.language, self.currency = language, currency
        self.decimals = reader.company.decimals if currency == reader.company.currency else 2

    def say(self, words: Words) -> str:
        """In the paper's language."""
        return translate(words, self.language)

    def money(self, amount: Decimal) -> str:
        """With its currency."""
        return format_money(amount, self.currency, self.decimals, self.language, bare=False)

    def plain(self, amount: Decimal) -> str:
        """Without its currency, for the columns of the table."""
        return format_money(amount, self.currency, self.decimals, self.language)


async def make(reader: Reader, asked: WhichInvoice) -> DocumentFile:
    """Head, lines, taxes and what is to be paid when."""
    head = await reader.one(INVOICES, asked.id)
    paper = Paper(reader, asked.language or reader.scope.language, head["currency"])
    title = paper.say(TITLES[head["kind"]])
    name = head["number"] or paper.say(_("Draft"))
    data = {
        **paper_head(reader, paper.language),
        "language": paper.language,
        "title": f"{title} {name}",
        "heading": f"{title} {name}",
        "note": paper.say(_("Cancelled on {day}").fill(day=head["cancelled_on"])) if head["cancelled_on"] else "",
        "party": await _party(reader, paper, head["party_id"]),
        "facts": _facts(paper, head),
        "columns": _columns(paper),
        "rows": await _rows(reader, paper, asked.id),
        "totals": await _totals(reader, paper, head),
        "dues": await _dues(reader, paper, asked.id, head["kind"]),
        "description": head["description"],
        "signed": head["status"] != "draft",
    }
    file = "".join(c if c.isalnum() or c in "-_" else "-" for c in name)
    return DocumentFile(f"{file}.pdf", "application/pdf", write_paper(TEMPLATE, data, when=reader.now))


async def _party(reader: Reader, paper: Paper, party: int) -> list[list[str]]:
    (row,) = await dicts(
        reader,
        "p.name, p.address, p.tax_number",
        "from base.party p where p.company_id = %s and p.id = %s",
        reader.scope.company,
        party,
    )
    facts = ((_("Addressee"), row["name"]), (_("Address"), row["address"]), (_("Tax number"), row["tax_number"]))
    return [[paper.say(title), value] for title, value in facts if value]


def _facts(paper: Paper, head: dict[str, Any]) -> list[list[str]]:
    facts = (
        (_("Date"), format_date(head["date"], paper.language, "paper")),
        (_("Reference"), head["reference"]),
        (_("Credits"), head["against"]),
    )
    return [[paper.say(title), value] for title, value in facts if value]


def _columns(paper: Paper) -> list[dict[str, Any]]:
    return [
        {"title": paper.say(_("Description")), "wide": True},
        {"title": paper.say(_("Quantity")), "number": True},
        {"title": paper.say(_("Price")), "number": True},
        {"title": paper.say(_("Discount %")), "number": True},
        {"title": paper.say(_("Net")), "number": True},
    ]


async def _rows(reader: Reader, paper: Paper, document: int) -> list[list[str]]:
    wish = Wish(
        columns=("text", "quantity", "unit", "unit_price", "discount_percent", "net"), filters={"document": document}, limit=2000
    )
    return [
        [
            row["text"],
            f"{format_number(row['quantity'], paper.language)} {row['unit']}".strip(),
            format_number(row["unit_price"], paper.language),
            format_number(row["discount_percent"], paper.language) if row["discount_percent"] else "",
            paper.plain(row["net"]),
        ]
        for row in (await reader.page(DOCUMENT_LINES, wish)).dicts()
    ]


async def _totals(reader: Reader, paper: Paper, head: dict[str, Any]) -> list[list[Any]]:
    wish = Wish(columns=("name", "kind", "amount"), filters={"document": head["id"]}, limit=5000)
    sums: dict[str, Decimal] = {}
    for row in (await reader.page(DOCUMENT_TAXES, wish)).dicts():
        amount = row["amount"] if row["kind"] == "tax" else -row["amount"]
        sums[row["name"]] = sums.get(row["name"], Decimal(0)) + amount
    taxes = [[name, paper.money(amount)] for name, amount in sums.items() if amount]
    return [[paper.say(_("Net")), paper.money(head["net"])], *taxes, [paper.say(_("Total")), paper.money(head["total"]), True]]


async def _dues(reader: Reader, paper: Paper, document: int, kind: str) -> Sequence[list[str]]:
    if kind == "credit_note":
        return []
    rows = await dicts(
        reader,
        "i.due, i.amount",
        "from accounting.document_instalment i where i.company_id = %s and i.document_id = %s order by i.part_no",
        reader.scope.company,
        document,
    )
    due = paper.say(_("To be paid by"))
    return [[f"{due} {format_date(row['due'], paper.language, 'paper')}", paper.money(row["amount"])] for row in rows]


INVOICE_PAPER = Document(
    "accounting.invoice",
    _("Invoice"),
    "accounting.read",
    WhichInvoice,
    make,
    "An invoice, advance invoice or credit note to a customer as PDF, in Indonesian or English.",
)
