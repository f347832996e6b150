"""What switching accounting on asks and writes."""

from typing import Any

from dapur.contract import Setup, _
from dapur.operations.work import Work
from dapur_accounting.operations.set_up import SetUpAccounting, set_up


async def run(work: Work, form: SetUpAccounting) -> None:
    """The same as the operation."""
    await set_up.run(work, form)


async def demo(stage: Any) -> None:
    """Two years of books."""
    from dapur_accounting.demo.fill import fill

    await fill(stage)


SETUP = Setup("accounting.books", _("Chart, journals, fiscal year"), SetUpAccounting, run, demo)
