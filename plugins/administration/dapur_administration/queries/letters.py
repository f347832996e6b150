"""The register of letters that go out, and the day book of those that come in."""

from sqlalchemy import Integer, Select, Text, and_, case, cast, func, literal, select

from dapur.contract import Choice, Column, Filter, Query, _
from dapur.tables import app_user, company
from dapur_administration.operations.receive_letter import URGENCIES
from dapur_administration.operations.save_letter_template import LANGUAGES
from dapur_administration.queries.offices import kind_name
from dapur_administration.queries.shared import today
from dapur_administration.tables.letters import disposition, incoming_letter, letter, letter_kind, office
from dapur_base.ranges import within
from dapur_base.tables.organisation import organisation_unit
from dapur_base.tables.tasks import task

unit = organisation_unit
STATES = (Choice("draft", _("Draft")), Choice("issued", _("Issued")), Choice("void", _("Void")))
TONES = {"draft": "blue", "issued": "green", "void": "secondary"}
_me = cast(func.current_setting("dapur.actor"), Integer)
_order_words = case(
    (
        letter.c.is_out_of_order,
        func.concat("dated ", cast(letter.c.letter_date, Text), ", issued ", cast(letter.c.issued_on, Text)),
    ),
    else_="",
)


def _letters() -> Select[tuple[int]]:
    same = letter.c.company_id
    return select(letter.c.id).select_from(
        letter.join(letter_kind, and_(letter_kind.c.company_id == same, letter_kind.c.id == letter.c.kind_id))
        .join(unit, and_(unit.c.company_id == same, unit.c.id == letter.c.unit_id))
        .outerjoin(office, and_(office.c.company_id == same, office.c.id == letter.c.office_id))
        .outerjoin(app_user, app_user.c.id == letter.c.issued_by)
    )


LETTERS = Query(
    "administration.letters",
    _("Outgoing letters"),
    "administration.letter.read",
    statement=_letters,
    company=letter.c.company_id,
    description="The register of outgoing letters: drafts, issued ones with their numbers, void ones with their reason.",
    columns=(
        Column("id", _("Number"), "id", letter.c.id, hidden=True),
        Column(
            "number",
            _("Number of the letter"),
            "code",
            func.coalesce(letter.c.number, literal("–")),
            sort=True,
            phone=2,
            link="administration/letters/{id}",
        ),
        Column("letter_date", _("Date of the letter"), "date", letter.c.letter_date, phone=2),
        Column("name", _("Subject"), "text", letter.c.subject, sort=True, phone=1, link="administration/letters/{id}"),
        Column("recipient", _("Recipient"), "text", letter.c.recipient, sort=True, phone=2),
        Column("status", _("Status"), "status", letter.c.state, choices=STATES, tones=TONES, phone=1),
        Column("kind", _("Kind of letter"), "text", kind_name),
        Column("unit", _("Unit"), "text", unit.c.name, sort=True),
        Column("late", _("Out of order"), "flag", letter.c.is_out_of_order),
        Column("issued_on", _("Issued on"), "date", letter.c.issued_on),
        Column("issued_by", _("Issued by"), "text", func.coalesce(app_user.c.name, literal("")), hidden=True),
        Column("void_reason", _("Reason"), "text", letter.c.void_reason, hidden=True),
        Column("sequence", _("Counter"), "integer", letter.c.sequence, hidden=True),
        Column("order_words", _("Out of order"), "text", _order_words, hidden=True),
        Column("office", _("Office"), "text", func.coalesce(office.c.name, literal("")), hidden=True),
        Column("office_address", _("Address"), "text", func.coalesce(office.c.address, literal("")), hidden=True),
        Column("body", _("Text"), "text", letter.c.body, hidden=True),
        Column("address", _("Address"), "text", letter.c.address, hidden=True),
        Column("language", _("Language of the letter"), "status", letter.c.language, choices=LANGUAGES, hidden=True),
        Column("signer", _("Signed by"), "text", letter.c.signer, hidden=True),
        Column("signer_role", _("Position of the signer"), "text", letter.c.signer_role, hidden=True),
        Column("issued_at", _("Issued at"), "time", letter.c.issued_at, hidden=True),
        Column("subject", _("Subject"), "text", letter.c.subject, hidden=True),
        Column("kind_id", _("Kind of letter"), "id", letter.c.kind_id, hidden=True),
        Column("unit_id", _("Unit"), "id", letter.c.unit_id, hidden=True),
        Column("office_id", _("Office"), "id", letter.c.office_id, hidden=True),
        Column("party_id", _("Party"), "id", letter.c.party_id, hidden=True),
        Column("code", _("Number of the letter"), "code", func.coalesce(letter.c.number, literal("–")), hidden=True),
        Column("version", _("Version"), "integer", letter.c.version, hidden=True),
    ),
    key=("id",),
    default_sort=("-id",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: letter.c.state == func.any(v), choices=STATES),
        Filter("letter_date", _("Date of the letter"), "dates", lambda v: within(letter.c.letter_date, v)),
        Filter("unit", _("Unit"), "reference", lambda v: letter.c.unit_id == v, reference="base.organisation_units"),
        Filter(
            "kind", _("Kind of letter"), "reference", lambda v: letter.c.kind_id == v, reference="administration.letter_kinds"
        ),
        Filter("late", _("Out of order"), "flag", lambda v: letter.c.is_out_of_order == v),
    ),
    search=(letter.c.number, letter.c.subject, letter.c.recipient),
)

_open_tasks = (
    select(func.count())
    .select_from(disposition.join(task, and_(task.c.company_id == disposition.c.company_id, task.c.id == disposition.c.task_id)))
    .where(
        disposition.c.company_id == incoming_letter.c.company_id,
        disposition.c.letter_id == incoming_letter.c.id,
        task.c.state == "open",
    )
    .scalar_subquery()
)
_handed = (
    select(1)
    .where(disposition.c.company_id == incoming_letter.c.company_id, disposition.c.letter_id == incoming_letter.c.id)
    .exists()
)
_progress = case((incoming_letter.c.is_closed, "done"), (_open_tasks > 0, "in_hand"), (_handed, "acted"), else_="new")
PROGRESS = (
    Choice("new", _("Nobody acts yet")),
    Choice("in_hand", _("In hand")),
    Choice("acted", _("Acted on")),
    Choice("done", _("Laid aside")),
)
INCOMING_LETTERS = Query(
    "administration.incoming_letters",
    _("Incoming letters"),
    "administration.letter.read",
    statement=lambda: select(incoming_letter.c.id).select_from(
        incoming_letter.outerjoin(
            unit, and_(unit.c.company_id == incoming_letter.c.company_id, unit.c.id == incoming_letter.c.unit_id)
        )
    ),
    company=incoming_letter.c.company_id,
    description="The day book: letters that came in, and whether somebody acts on them.",
    columns=(
        Column("id", _("Number"), "id", incoming_letter.c.id, hidden=True),
        Column(
            "code",
            _("Number in the day book"),
            "code",
            incoming_letter.c.number,
            sort=True,
            phone=2,
            link="administration/incoming-letters/{id}",
        ),
        Column("received_on", _("Received on"), "date", incoming_letter.c.received_on, sort=True, phone=2),
        Column("sender", _("Sender"), "text", incoming_letter.c.sender, sort=True, phone=2),
        Column("name", _("Subject"), "text", incoming_letter.c.subject, phone=1, link="administration/incoming-letters/{id}"),
        Column("unit", _("For the unit"), "text", func.coalesce(unit.c.name, literal(""))),
        Column(
            "urgency",
            _("Urgency"),
            "status",
            incoming_letter.c.urgency,
            choices=URGENCIES,
            tones={"normal": "secondary", "soon": "blue", "at_once": "red"},
        ),
        Column(
            "status",
            _("Status"),
            "status",
            _progress,
            choices=PROGRESS,
            tones={"new": "red", "in_hand": "blue", "acted": "azure", "done": "secondary"},
            phone=1,
        ),
        Column("sender_number", _("Number of the sender"), "code", incoming_letter.c.sender_number, hidden=True),
        Column("sender_date", _("Date of the sender"), "date", incoming_letter.c.sender_date, hidden=True),
        Column("summary", _("Summary"), "text", incoming_letter.c.summary, hidden=True),
    ),
    key=("id",),
    default_sort=("-received_on", "-id"),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _progress == func.any(v), choices=PROGRESS),
        Filter("received_on", _("Received on"), "dates", lambda v: within(incoming_letter.c.received_on, v)),
        Filter("urgency", _("Urgency"), "choice", lambda v: incoming_letter.c.urgency == func.any(v), choices=URGENCIES),
    ),
    search=(incoming_letter.c.number, incoming_letter.c.subject, incoming_letter.c.sender, incoming_letter.c.sender_number),
)

TASK_STATES = (
    Choice("open", _("Open")),
    Choice("overdue", _("Overdue")),
    Choice("done", _("Done")),
    Choice("cancelled", _("Cancelled")),
)
_task_state = case((and_(task.c.state == "open", task.c.due < today), "overdue"), else_=task.c.state)
_incoming = and_(incoming_letter.c.company_id == disposition.c.company_id, incoming_letter.c.id == disposition.c.letter_id)
DISPOSITIONS = Query(
    "administration.dispositions",
    _("Who acts"),
    "administration.letter.read",
    statement=lambda: select(disposition.c.id).select_from(
        disposition.join(task, and_(task.c.company_id == disposition.c.company_id, task.c.id == disposition.c.task_id))
        .join(incoming_letter, _incoming)
        .join(app_user, app_user.c.id == task.c.owner_id)
        .join(company, company.c.id == disposition.c.company_id)
    ),
    company=disposition.c.company_id,
    description="Who acts on which incoming letter until when.",
    columns=(
        Column("id", _("Number"), "id", disposition.c.id, hidden=True),
        Column("name", _("What is to do"), "text", disposition.c.instruction, phone=1, link="base/all-tasks/{task_id}"),
        Column("owner", _("Who acts"), "text", app_user.c.name, sort=True, phone=2),
        Column("due", _("Due"), "date", task.c.due, phone=2),
        Column("letter", _("Letter"), "text", incoming_letter.c.subject, link="administration/incoming-letters/{letter_id}"),
        Column("ended_at", _("Ended at"), "time", task.c.ended_at),
        Column(
            "status",
            _("Status"),
            "status",
            _task_state,
            choices=TASK_STATES,
            tones={"open": "azure", "overdue": "red", "done": "green", "cancelled": "secondary"},
            phone=1,
        ),
        Column("task_id", _("Task"), "id", disposition.c.task_id, hidden=True),
        Column("letter_id", _("Letter"), "id", disposition.c.letter_id, hidden=True),
    ),
    key=("id",),
    default_sort=("-id",),
    filters=(
        Filter("status", _("Status"), "choice", lambda v: _task_state == func.any(v), choices=TASK_STATES),
        Filter(
            "letter",
            _("Letter"),
            "reference",
            lambda v: disposition.c.letter_id == v,
            reference="administration.incoming_letters",
        ),
        Filter("mine", _("Mine to do"), "flag", lambda v: (task.c.owner_id == _me) == v),
    ),
    search=(disposition.c.instruction, incoming_letter.c.subject),
)
