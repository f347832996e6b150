"""How far a job is, as the script on its page asks."""

from typing import Any

from litestar import Response

from dapur.jobs.progress import progress_of
from dapur_web.server.answers import go
from dapur_web.server.gate import Visitor


async def job_status(visitor: Visitor, number: str) -> Response[Any]:
    """JSON for the script; a person who opens the address is led to the result. Raises NotFound."""
    found = await progress_of(visitor.reader, int(number))
    url = f"{visitor.base}/{found.address}" if found.address else ""
    if url and "text/html" in visitor.request.headers.get("accept", ""):
        return go(visitor.request, url)
    answer = {"done": found.done, "total": found.total, "text": found.text, "url": url}
    return Response(answer | {"finished": found.finished, "failed": found.failed}, headers={"cache-control": "no-store"})
