"""Work for later, written in the transaction of the operation that wants it: it is there exactly when the operation is."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dapur.operations.work import Work


async def later(work: Work, operation: str, given: Mapping[str, Any], *, at: datetime | None = None, address: str = "") -> int:
    """Perform an operation (or run a long task) by name in the background, as the same person; the job's number.

    given: its input, ids only. at: not before this moment. address: where its status page leads when it is done.
    """
    made: int = await work.value(
        "select core.add_job(%s, %s, %s::jsonb, %s, %s, %s)",
        work.scope.company,
        operation,
        json.dumps(dict(given), default=str),
        work.actor,
        at,
        address,
    )
    return made
