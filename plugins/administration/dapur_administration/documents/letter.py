"""A letter on the letterhead, in its own language."""

from pathlib import Path
from typing import Annotated, Any

from dapur.contract import Document, DocumentFile, Form, Shown, Words, _
from dapur.documents.letterhead import paper_head
from dapur.documents.paper import write_paper
from dapur.language.catalogue import translate
from dapur.language.dates import format_date
from dapur.queries.reader import Reader
from dapur_administration.queries.letters import LETTERS
from dapur_administration.rules.places import filled

TEMPLATE = Path(__file__).parent / "letter.typ"
MARKS: dict[str, Words] = {"draft": _("DRAFT"), "void": _("VOID"), "issued": ""}


class WhichLetterPaper(Form):
    """The letter."""

    id: Annotated[int, Shown(_("Letter"), reference="administration.letters")]


async def make(reader: Reader, asked: WhichLetterPaper) -> DocumentFile:
    """The letter as it goes out; a draft and a void letter say what they are across the page."""
    letter = await reader.one(LETTERS, asked.id)
    data = {**paper_data(letter, reader.company.name), **paper_head(reader, letter["language"])}
    paper = write_paper(TEMPLATE, data, when=reader.now)
    name = (
        "".join(sign if sign.isalnum() else "-" for sign in letter["number"]) if letter["number"] != "–" else f"draft-{asked.id}"
    )
    return DocumentFile(f"{name}.pdf", "application/pdf", paper)


def paper_data(letter: dict[str, Any], company: str) -> dict[str, Any]:
    """What the paper shows; places that issuing fills are filled."""
    language = letter["language"]
    day = format_date(letter["letter_date"], language, "paper") if letter["letter_date"] else "…"
    known = {"number": letter["number"], "date": day}
    facts = ((_("Number of the letter"), letter["number"]), (_("Subject"), filled(letter["subject"], known)))
    return {
        "company": company,
        "language": language,
        "title": letter["number"],
        "office": letter["office_address"].replace("\n", ", "),
        "place_and_day": f"{letter['office']}, {day}" if letter["office"] else day,
        "facts": [[translate(title, language), value] for title, value in facts],
        "to": translate(_("Addressed to"), language),
        "recipient": letter["recipient"],
        "address": letter["address"],
        "body": filled(letter["body"], known),
        "signer": letter["signer"],
        "role": letter["signer_role"],
        "void": translate(MARKS[letter["status"]], language),
    }


LETTER = Document(
    "administration.letter",
    _("Letter"),
    "administration.letter.read",
    WhichLetterPaper,
    make,
    "The letter on the letterhead, in its own language.",
)
