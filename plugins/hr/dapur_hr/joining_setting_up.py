"""The checklist begins empty; the demo company has one, a new colleague and somebody who leaves."""

from typing import Any

from dapur.contract import Form, Setup, _
from dapur.operations.work import Work


class SetUpChecklist(Form):
    """Nothing to say: each company writes its own."""


async def run(work: Work, form: SetUpChecklist) -> None:
    """Nothing is written: what is done for everybody is known in the company only."""


async def demo(stage: Any) -> None:
    """After all departments have filled theirs."""
    from dapur_hr.demo.joining import fill

    await fill(stage)


JOINING_SETUP = Setup("hr.checklist", _("Checklist of joining and leaving"), SetUpChecklist, run, demo, order=900)
