"""Mail: machines are parked, the same message counts once, an answer finds its ticket."""

from collections.abc import Mapping
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

from dapur.queries.plan import Wish

if TYPE_CHECKING:
    from tests.cases.administration import Office


def address(name: str) -> str:
    """Somebody of the case."""
    return f"{name}@example.id"


async def given_mailbox(office: "Office", value: str) -> None:
    """A mailbox of this name."""
    queue = await office.boss.perform("it.save_queue", name="Meja bantu")
    made = await office.boss.perform(
        "it.save_mailbox",
        address=address(value),
        host="imap.example.id",
        user_name=value,
        password="rahasia sekali",
        queue_id=queue.id,
        answers_at_once=office.given["auto_reply"],
    )
    office.things |= {"mailbox": made.id, "outcomes": []}


async def keep(office: "Office", value: Any) -> None:
    """Looked at when it is needed."""


async def receive_mail(office: "Office", step: Mapping[str, Any]) -> None:
    """So many times; each is another message unless the case names it."""
    for number in range(step["n"]):
        message = await _message(office, step, number)
        found = await office.boss.through("job").perform("it.receive_mail", id=office.things["mailbox"], source=str(message))
        office.things["outcomes"].append(found)


async def _message(office: "Office", step: Mapping[str, Any], number: int) -> EmailMessage:
    message = EmailMessage()
    message["From"] = address(step.get("from", "seseorang"))
    message["To"] = address("help")
    message["Subject"] = "Tidak bisa mencetak"
    message["Message-ID"] = f"<{step.get('message_id') or len(office.things['outcomes'])}@luar>"
    for name, value in step.get("headers", {}).items():
        message[name] = value
    message.set_content("Tolong dibantu.")
    if "content_type" in step:
        message.replace_header("Content-Type", step["content_type"])
    if "in_reply_to" in step:
        message["In-Reply-To"] = await _acknowledged_as(office)
    return message


async def _mails(office: "Office") -> list[dict[str, Any]]:
    reader = await office.boss.reader()
    rows = await reader.rows("select message_id, headers from core.mail where company_id = %s order by id", reader.scope.company)
    return [{"message_id": message_id, "headers": headers} for message_id, headers in rows]


async def _acknowledged_as(office: "Office") -> str:
    return str((await _mails(office))[0]["message_id"])


def _count(outcome: str) -> Any:
    async def read(office: "Office") -> int:
        return sum(found.outcome == outcome for found in office.things["outcomes"])

    return read


async def tickets_created(office: "Office") -> int:
    """In the company."""
    return len((await office.boss.page("it.tickets")).rows)


async def parked(office: "Office") -> int:
    """In the list."""
    return len((await office.boss.page("it.incoming_mails", Wish(filters={"status": ["parked"]}))).rows)


async def acknowledgements(office: "Office") -> int:
    """Mails that went out."""
    return len(await _mails(office))


async def outgoing_header(office: "Office") -> str:
    """What marks them as ours."""
    headers = (await _mails(office))[0]["headers"]
    return f"Auto-Submitted: {headers['Auto-Submitted']}"


GIVEN = {"mailbox": given_mailbox, "auto_reply": keep}
TELLING = {"mailbox"}
STEPS = {"receive_mail": receive_mail}
CHECKS = {
    "tickets_created": tickets_created,
    "acknowledgements_sent": acknowledgements,
    "parked": parked,
    "duplicates_dropped": _count("duplicate"),
    "comments_added": _count("comment"),
    "outgoing_header": outgoing_header,
}
