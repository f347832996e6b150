"""The receipt of a payment: who paid whom, how much, for what."""

from pathlib import Path
from typing import Annotated

from dapur.contract import Document, DocumentFile, Form, Shown, _
from dapur.documents.letterhead import paper_head
from dapur.documents.paper import write_paper
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.language.numbers import format_money
from dapur.queries.reader import Reader
from dapur_accounting.queries.payments import PAYMENTS

TEMPLATE = Path(__file__).parent / "receipt.typ"
SETTLED = """
    select e.number, e.reference, i.date, abs(sum(p.amount)) from accounting.allocation_part own
    join accounting.allocation a on a.company_id = own.company_id and a.id = own.allocation_id and a.reversal_of is null
        and not exists (select from accounting.allocation r where r.company_id = a.company_id and r.reversal_of = a.id)
    join accounting.allocation_part p on p.company_id = own.company_id and p.allocation_id = own.allocation_id and p.entry_id <> own.entry_id
    join accounting.open_item i on i.company_id = p.company_id and i.entry_id = p.entry_id and i.line_no = p.line_no
    join accounting.entry e on e.company_id = p.company_id and e.id = p.entry_id
    where own.company_id = %s and own.entry_id = %s group by e.id, e.number, e.reference, i.date order by i.date, e.id
"""


class WhichPayment(Form):
    """The payment."""

    id: Annotated[int, Shown(_("Payment"), reference="accounting.payments")]


async def make(reader: Reader, asked: WhichPayment) -> DocumentFile:
    """A page with the amount, what it settles, and a place to sign."""
    row = await reader.one(PAYMENTS, asked.id)
    language, currency = reader.scope.language, row["currency"]
    decimals = await reader.value(
        "select decimals from base.currency where company_id = %s and code = %s", reader.scope.company, currency
    )

    def money(amount: object) -> str:
        return format_money(amount, currency, decimals, language)  # type: ignore[arg-type]

    settled = await reader.rows(SETTLED, reader.scope.company, row["entry_id"])
    title = _("Payment receipt") if row["direction"] == "in" else _("Proof of payment")
    facts = (
        (_("Number"), row["number"]),
        (_("Date"), format_date(row["day"], language, "paper")),
        (_("Received from") if row["direction"] == "in" else _("Paid to"), row["party"] or "–"),
        (_("Bank account"), row["bank"]),
        (_("Amount"), f"{currency} {money(row['amount'])}"),
    )
    data = {
        **paper_head(reader, language),
        "language": language,
        "title": translate(title, language),
        "facts": [[translate(name, language), value] for name, value in facts],
        "columns": [translate(name, language) for name in (_("Number"), _("Reference"), _("Date"), _("Amount"))],
        "rows": [[number, reference, format_date(day, language), money(amount)] for number, reference, day, amount in settled],
        "rest": [translate(_("On account"), language), money(row["on_account"])] if row["on_account"] else [],
        "signature": reader.company.name,
    }
    content = write_paper(TEMPLATE, data, when=reader.now)
    return DocumentFile(f"{row['number'].replace('/', '-')}.pdf", "application/pdf", content)


RECEIPT = Document(
    "accounting.receipt",
    _("Payment receipt"),
    "accounting.read",
    WhichPayment,
    make,
    "The receipt of a payment: who paid, how much, and what it settles.",
)
