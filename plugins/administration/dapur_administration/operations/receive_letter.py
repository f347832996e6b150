"""Letters that come in: noted in the day book, handed to who acts on them, laid aside."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dapur.contract import Choice, Form, NotFound, Refused, Result, Shown, _, operation
from dapur.numbering import take_number
from dapur.operations.work import Work
from dapur_administration.operations.letter_search import index
from dapur_administration.operations.save_office import NAME
from dapur_administration.settings import INCOMING_PATTERN
from dapur_base.tasks import give_task

URGENCIES = (Choice("normal", _("Normal")), Choice("soon", _("Soon")), Choice("at_once", _("At once")))
INCOMING = Annotated[int, Shown(_("Letter"), reference="administration.incoming_letters")]
NOTE = Annotated[str, StringConstraints(max_length=4000)]


class ReceiveLetter(Form):
    """What came in, when and from whom."""

    sender: Annotated[NAME, Shown(_("Sender"))]
    party_id: Annotated[int | None, Shown(_("Party"), reference="base.parties")] = None
    subject: Annotated[NAME, Shown(_("Subject"), width="wide")]
    received_on: Annotated[date | None, Shown(_("Received on"), hint=_("Today when left empty"))] = None
    sender_number: Annotated[str, StringConstraints(max_length=100), Shown(_("Number of the sender"))] = ""
    sender_date: Annotated[date | None, Shown(_("Date of the sender"))] = None
    unit_id: Annotated[int | None, Shown(_("For the unit"), reference="base.organisation_units")] = None
    urgency: Annotated[Literal["normal", "soon", "at_once"], Shown(_("Urgency"), choices=URGENCIES)] = "normal"
    summary: Annotated[NOTE, Shown(_("Summary"), kind="note")] = ""


class LetterReceived(Result):
    """The letter and its number in the day book."""

    id: int
    number: str


@operation(
    "administration.receive_letter",
    title=_("Note incoming letter"),
    permission="administration.letter.write",
    audit_verb=_("noted the incoming letter"),
    conflicts={
        "incoming_letter_company_id_unit_id_fkey": (
            "unit_id", "ADMINISTRATION_UNIT_UNKNOWN", _("There is no such unit. Choose one from the list.")
        ),
        "incoming_letter_company_id_party_id_fkey": (
            "party_id", "ADMINISTRATION_PARTY_UNKNOWN", _("There is no such party. Choose one from the list.")
        ),
    },
)  # fmt: skip
async def receive_letter(work: Work, form: ReceiveLetter) -> LetterReceived:
    """Note a letter that came in. It gets the next number of the day book; attach the scan to it."""
    day = form.received_on or work.today
    number = await take_number(work, "administration.incoming", day, work.setting(INCOMING_PATTERN))
    made = await work.value(
        "insert into administration.incoming_letter (company_id, number, received_on, sender, sender_number, sender_date, party_id,"
        " unit_id, subject, summary, urgency) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) returning id",
        work.scope.company,
        number.text,
        day,
        form.sender,
        form.sender_number,
        form.sender_date,
        form.party_id,
        form.unit_id,
        form.subject,
        form.summary,
        form.urgency,
    )
    told = f"{form.sender} {form.sender_number} {form.summary}"
    address = f"administration/incoming-letters/{made}"
    await index(work, "incoming_letter", made, number.text, form.subject, told, address, "administration.letter.read")
    return LetterReceived(id=made, number=number.text)


class DisposeLetter(Form):
    """Who is to do what about a letter, until when."""

    id: INCOMING
    owner_id: Annotated[int, Shown(_("Who acts"), kind="reference", reference="base.colleagues")]
    instruction: Annotated[str, StringConstraints(min_length=1, max_length=200), Shown(_("What is to do"), width="wide")]
    due: Annotated[date | None, Shown(_("Due"))] = None
    due_in: Annotated[int | None, Field(ge=0, le=366), Shown(_("Or in so many working days"))] = None
    note: Annotated[NOTE, Shown(_("Note"), kind="note")] = ""


class LetterDisposed(Result):
    """The disposition and its task."""

    id: int
    letter: int
    task: int


@operation(
    "administration.dispose_letter",
    title=_("Hand to who acts"),
    permission="administration.letter.dispose",
    audit_verb=_("handed the letter on"),
)
async def dispose_letter(work: Work, form: DisposeLetter) -> LetterDisposed:
    """Hand an incoming letter to a colleague, who gets a task with its due date. Several may act on one letter."""
    letter = await _open_letter(work, form.id)
    task = await give_task(
        work,
        form.instruction,
        form.owner_id,
        title=f"{letter['number']} {letter['subject']}"[:200],
        address=f"administration/incoming-letters/{form.id}",
        due=form.due,
        due_in=form.due_in,
        note=form.note,
    )
    made = await work.value(
        "insert into administration.disposition (company_id, letter_id, task_id, instruction) values (%s, %s, %s, %s) returning id",
        work.scope.company,
        form.id,
        task,
        form.instruction,
    )
    return LetterDisposed(id=made, letter=form.id, task=task)


async def _open_letter(work: Work, letter: int) -> dict[str, object]:
    row = await work.row(
        "select number, subject, is_closed from administration.incoming_letter where company_id = %s and id = %s for no key update",
        work.scope.company,
        letter,
    )
    if row is None:
        raise NotFound(field="id")
    if row["is_closed"]:
        raise Refused("ADMINISTRATION_LETTER_CLOSED", _("This letter is laid aside. Open it again first."), field="id")
    return row


class WhichIncoming(Form):
    """A letter that came in."""

    id: INCOMING


OPEN_TASKS = """
    select count(*) from administration.disposition d join base.task t on t.company_id = d.company_id and t.id = d.task_id
    where d.company_id = %s and d.letter_id = %s and t.state = 'open'
"""


@operation(
    "administration.close_incoming_letter",
    title=_("Lay aside"),
    permission="administration.letter.dispose",
    audit_verb=_("laid the letter aside"),
)
async def close_incoming_letter(work: Work, form: WhichIncoming) -> LetterReceived:
    """Lay a letter aside. It stays open while somebody still has to act on it."""
    letter = await _open_letter(work, form.id)
    if await work.value(OPEN_TASKS, work.scope.company, form.id):
        sentence = _("Somebody still has to act on this letter. Finish or cancel that task first.")
        raise Refused("ADMINISTRATION_LETTER_IN_HAND", sentence, field="id")
    return await _set_closed(work, form.id, True, letter)


@operation(
    "administration.reopen_incoming_letter",
    title=_("Open again"),
    permission="administration.letter.dispose",
    audit_verb=_("opened the letter again"),
)
async def reopen_incoming_letter(work: Work, form: WhichIncoming) -> LetterReceived:
    """Take a letter up again."""
    row = await work.row(
        "select number from administration.incoming_letter where company_id = %s and id = %s", work.scope.company, form.id
    )
    if row is None:
        raise NotFound(field="id")
    return await _set_closed(work, form.id, False, row)


async def _set_closed(work: Work, letter: int, closed: bool, row: dict[str, object]) -> LetterReceived:
    await work.run(
        "update administration.incoming_letter set is_closed = %s, version = version + 1 where company_id = %s and id = %s",
        closed,
        work.scope.company,
        letter,
    )
    return LetterReceived(id=letter, number=str(row["number"]))
