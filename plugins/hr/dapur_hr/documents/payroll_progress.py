"""How far a payroll is that is being calculated: what its page asks for while it waits."""

import json
from typing import Annotated

from dapur.contract import Document, DocumentFile, Form, NotFound, Shown, _
from dapur.language.catalogue import translate
from dapur.language.dates import MonthOf
from dapur.queries.reader import Reader

_RUN = """
    select r.month, r.state, r.done, r.people, (select j.state = 'failed' from core.job j where j.company_id = r.company_id
        and j.kind = 'hr.calculate_payroll_piece' and (j.input ->> 'id')::bigint = r.id order by j.id desc limit 1)
    from hr.payroll_run r where r.company_id = %s and r.id = %s
"""


class WhichPayroll(Form):
    """The payroll."""

    payroll: Annotated[int, Shown(_("Payroll"), reference="hr.payrolls")]


async def make(reader: Reader, asked: WhichPayroll) -> DocumentFile:
    """Real counts, and where to go on once it is done. Raises NotFound."""
    found = await reader.rows(_RUN, reader.scope.company, asked.payroll)
    if not found:
        raise NotFound(field="payroll")
    month, state, done, people, has_failed = found[0]
    finished = state != "calculating"
    failed = bool(has_failed) and not finished
    words = _("Calculating pay of {month}") if not failed else _("This stopped before its end. Calculate again.")
    told = {
        "done": done,
        "total": people,
        "text": translate(words.fill(month=MonthOf(month)), reader.scope.language),
        "finished": finished,
        "failed": failed,
        "url": f"/{reader.company.code}/hr/payroll/{asked.payroll}/compare" if finished else "",
    }
    return DocumentFile("progress.json", "application/json", json.dumps(told).encode())


PAYROLL_PROGRESS = Document(
    "hr.payroll_progress",
    _("Progress of a payroll"),
    "hr.payroll.read",
    WhichPayroll,
    make,
    "How many people of a payroll are calculated, as JSON.",
)
