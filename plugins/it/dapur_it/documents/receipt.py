"""The receipt of a device: what was handed out in which condition, and who signed for it when."""

from pathlib import Path
from typing import Annotated, Any

from dapur.contract import Document, DocumentFile, Form, Query, Shown, Words, _
from dapur.documents.letterhead import paper_head
from dapur.documents.paper import write_paper
from dapur.documents.qr import qr_svg
from dapur.language.catalogue import translate
from dapur.language.dates import format_date, format_moment
from dapur.queries.reader import Reader
from dapur_it.documents.addresses import scan_address
from dapur_it.queries.assets import HOLDINGS, MY_DEVICES
from dapur_it.words import CONDITIONS

TEMPLATE = Path(__file__).parent / "receipt.typ"
FACTS = """
    select a.code, a.name, a.serial, a.label, p.name, h.from_day, h.condition_out, h.to_day, h.condition_in, h.signed_at, hu.name,
        su.name
    from it.holding h join it.asset a on a.company_id = h.company_id and a.id = h.asset_id
    join base.party p on p.company_id = h.company_id and p.id = h.holder_id
    join core.app_user hu on hu.id = h.handed_by left join core.app_user su on su.id = h.signed_by
    where h.company_id = %s and h.id = %s
"""


class WhichReceipt(Form):
    """The fact that somebody holds a device."""

    id: Annotated[int, Shown(_("Receipt"), kind="reference", reference="it.holdings")]


class WhichOwnReceipt(Form):
    """What one received."""

    id: Annotated[int, Shown(_("Device"), kind="reference", reference="it.my_devices")]


async def _paper(reader: Reader, query: Query, number: int) -> DocumentFile:
    await reader.one(query, number)
    ((code, name, serial, label, holder, since, out, until, back, signed, hander, signer),) = await reader.rows(
        FACTS, reader.scope.company, number
    )
    language = reader.scope.language
    facts: list[tuple[Words, Any]] = [
        (_("Holder"), holder),
        (_("Device"), f"{code} · {name}"),
        (_("Serial number"), serial or "–"),
        (_("Handed out on"), format_date(since, language, "paper")),
        (_("Condition"), _word(out, language)),
        (_("Handed out by"), hander),
    ]
    if until is not None:
        facts += [(_("Returned on"), format_date(until, language, "paper")), (_("Came back"), _word(back, language))]
    said = _("Signed in Dapur by {name} on {moment}.")
    data = {
        **paper_head(reader, language),
        "language": language,
        "title": translate(_("Receipt"), language),
        "facts": [[translate(title, language), value] for title, value in facts],
        "code": qr_svg(scan_address(reader, label)),
        "promise": translate(
            _("I have received this device as it is written here and give it back when I am asked to."), language
        ),
        "signed": translate(said, language).format(name=signer, moment=format_moment(signed, reader.company.zone, language))
        if signed is not None
        else "",
        "holder": holder,
    }
    return DocumentFile(f"{code}-{number}.pdf", "application/pdf", write_paper(TEMPLATE, data, when=reader.now))


def _word(value: str, language: str) -> str:
    return next(translate(choice.title, language) for choice in CONDITIONS if choice.value == value)


async def _any(reader: Reader, form: WhichReceipt) -> DocumentFile:
    return await _paper(reader, HOLDINGS, form.id)


async def _own(reader: Reader, form: WhichOwnReceipt) -> DocumentFile:
    return await _paper(reader, MY_DEVICES, form.id)


RECEIPT = Document(
    "it.receipt", _("Receipt"), "it.inventory.read", WhichReceipt, _any, "What was handed out, and who signed for it."
)
MY_RECEIPT = Document("it.my_receipt", _("Receipt"), "it.request", WhichOwnReceipt, _own, "One's own receipt of a device.")
