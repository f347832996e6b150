"""A payslip as PDF: each line in Indonesian and English, with how it was computed and by which rule."""

from pathlib import Path
from typing import Annotated, Any

from dapur.contract import Document, DocumentFile, Form, Shown, Words, _
from dapur.documents.letterhead import paper_head
from dapur.documents.paper import write_paper
from dapur.language.catalogue import translate
from dapur.language.dates import MonthOf, format_date
from dapur.language.numbers import format_money
from dapur.queries.reader import Reader
from dapur_hr.slip_reading import SIDES, ReadLine, ReadSlip, read_slip

TEMPLATE = Path(__file__).parent / "payslip.typ"


STANDS: dict[str, Words] = {"posted": "", "reversed": _("Reversed, no longer valid")}
"""What is printed across a slip that is no draft, by the state of its payroll."""


class WhichPayslip(Form):
    """The slip."""

    id: Annotated[int, Shown(_("Payslip"), reference="hr.payslips")]


async def make(reader: Reader, asked: WhichPayslip) -> DocumentFile:
    """The slip as it stands; a draft says so."""
    slip = await read_slip(reader, asked.id)
    content = write_paper(TEMPLATE, _data(reader, slip), when=reader.now)
    return DocumentFile(f"slip-{slip.month:%Y-%m}-{slip.number}.pdf", "application/pdf", content)


def _data(reader: Reader, slip: ReadSlip) -> dict[str, Any]:
    return {
        **paper_head(reader, reader.scope.language),
        "language": reader.scope.language,
        "title": _both(_("Payslip")),
        "note": _both(MonthOf(slip.month)),
        "draft": _both(STANDS.get(slip.state, _("Draft, not posted"))),
        "facts": [[_both(title), value] for title, value in _facts(slip)],
        "sections": [_section(reader, slip, side, title) for side, title in SIDES if slip.side(side)],
        "totals": [[_both(title), _money(reader, slip.sums[name])] for name, title in _TOTALS],
        "net": [_both(_("Net pay")), _money(reader, slip.sums["net"])],
    }


_TOTALS: tuple[tuple[str, Words], ...] = (
    ("gross", _("Gross")),
    ("deductions", _("Deductions")),
    ("employer_cost", _("Cost of the company")),
)


def _facts(slip: ReadSlip) -> list[tuple[Words, str]]:
    position = slip.position_id if slip.position_id == slip.position_en else f"{slip.position_id} / {slip.position_en}"
    days = f"{slip.sums['paid_days'].normalize():f} / {slip.sums['period_days']}"
    paid = format_date(slip.pay_day, "id", "paper")
    account = f"{slip.bank} {slip.account_number} {slip.account_holder}"
    found = [
        (_("Name"), slip.name), (_("Employee number"), slip.number), (_("Unit"), slip.unit), (_("Position"), position),
        (_("Paid on"), paid), (_("Paid days"), days), (_("Paid to"), account),
    ]  # fmt: skip
    return [(title, value) for title, value in found if value.strip(" /")]


def _section(reader: Reader, slip: ReadSlip, side: str, title: Words) -> dict[str, Any]:
    return {"title": _both(title), "lines": [_line(reader, line) for line in slip.side(side)]}


def _line(reader: Reader, line: ReadLine) -> dict[str, Any]:
    return {
        "name": line.name_id,
        "other": line.name_en,
        "amount": _money(reader, line.amount),
        "why": line.why("id"),
        "why_other": line.why("en"),
        "source": line.by("id") if line.by("id") == line.by("en") else f"{line.by('id')} / {line.by('en')}",
    }


def _money(reader: Reader, amount: Any) -> str:
    return format_money(amount, reader.company.currency, reader.company.decimals, reader.scope.language)


def _both(words: Any) -> str:
    """Indonesian, and English where it differs."""
    indonesian, english = translate(_word(words), "id"), translate(_word(words), "en")
    return indonesian if indonesian == english else f"{indonesian} / {english}"


def _word(words: Any) -> Words:
    return _("{value}").fill(value=words) if isinstance(words, MonthOf) else words


PAYSLIP = Document(
    "hr.payslip",
    _("Payslip"),
    "hr.pay.read",
    WhichPayslip,
    make,
    "A slip that explains each line in Indonesian and English. A person gets the own ones once they are released.",
    sensitive=True,
)
