"""How far a job is, for whoever began it (or may manage jobs)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dapur.contract import NotFound, _
from dapur.jobs.kept_words import kept_words
from dapur.language.catalogue import translate

if TYPE_CHECKING:
    from dapur.queries.reader import Reader


@dataclass(frozen=True)
class Progress:
    """done of total rows (total 0 = not known yet). text: what it is at. address: inside the company, where its result is."""

    done: int
    total: int
    text: str
    finished: bool
    failed: bool
    address: str


async def progress_of(reader: "Reader", job: int) -> Progress:
    """How a job stands. Raises NotFound, also for somebody else's."""
    rows = await reader.rows(
        "select state, done, total, message, message_data, address, user_id, failure from core.job where company_id = %s and id = %s",
        reader.scope.company,
        job,
    )
    if not rows or (rows[0][6] != reader.scope.user and not reader.scope.may("core.job.manage")):
        raise NotFound()
    state, done, total, message, data, address, _user, _failure = rows[0]
    language, zone = reader.scope.language, reader.scope.zone
    words = {
        "waiting": _("Waiting for its turn"),
        "running": kept_words(message, data) if message else _("Working on it"),
        "done": _("Finished."),
        "failed": _("This stopped before its end. Open it to see why."),
        "cancelled": _("Stopped"),
    }
    return Progress(
        done, total, translate(words[state], language, zone), state in ("done", "cancelled"), state == "failed", address
    )
