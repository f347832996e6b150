"""The certificate as PDF, with a code that opens its check page."""

from pathlib import Path
from typing import Annotated, Any

from dapur.contract import Document, DocumentFile, Form, NotFound, Shown, _
from dapur.documents.letterhead import paper_head
from dapur.documents.paper import write_paper
from dapur.documents.qr import qr_svg
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.queries.reader import Reader
from dapur_base.organisation import party_of_user
from dapur_training.words import chosen

TEMPLATE = Path(__file__).parent / "certificate.typ"
_ONE = (
    "select t.number, t.party_id, t.holder, t.title_id, t.title_en, t.issued_on, t.valid_through, t.code, c.code"
    " from training.certificate t join training.course c on c.company_id = t.company_id and c.id = t.course_id"
    " where t.company_id = %s and t.id = %s"
)


class WhichCertificate(Form):
    """The certificate."""

    id: Annotated[int, Shown(_("Certificate"), kind="hidden")]


async def make(reader: Reader, asked: WhichCertificate) -> DocumentFile:
    """One's own, or anybody's for those who may see them all."""
    rows = await reader.rows(_ONE, reader.scope.company, asked.id)
    if not rows:
        raise NotFound()
    number, party, *facts = rows[0]
    if not reader.scope.may("training.read") and party != await party_of_user(reader, reader.scope.user):
        raise NotFound()
    content = write_paper(TEMPLATE, _data(reader, number, facts), when=reader.now)
    return DocumentFile(f"{number.replace('/', '-')}.pdf", "application/pdf", content)


def _data(reader: Reader, number: str, facts: list[Any]) -> dict[str, Any]:
    holder, title_id, title_en, issued_on, valid_through, code, course = facts
    language = reader.scope.language
    ends = format_date(valid_through, language, "paper") if valid_through else translate(_("Without end"), language)
    pairs = (
        (_("Number"), number),
        (_("Course"), course),
        (_("Issued on"), format_date(issued_on, language, "paper")),
        (_("Valid through"), ends),
    )
    address = check_address(reader, code)
    return {
        **paper_head(reader, language),
        "language": language,
        "title": translate(_("Certificate"), language),
        "number": number,
        "says": translate(_("This certifies that"), language),
        "holder": holder,
        "completed": translate(_("has completed the course"), language),
        "course": chosen(title_id, title_en, language),
        "facts": [[translate(name, language), value] for name, value in pairs],
        "code": qr_svg(address),
        "check": translate(_("Scan to check whether it is genuine and still counts."), language),
    }


def check_address(reader: Reader, code: str) -> str:
    """Where anybody can check a certificate."""
    return f"{reader.house.public_address}/public/{reader.company.code}/training/certificates/{code}"


CERTIFICATE = Document(
    "training.certificate",
    _("Certificate"),
    "training.learn",
    WhichCertificate,
    make,
    "The certificate as PDF, with a code that opens its public check page.",
)
