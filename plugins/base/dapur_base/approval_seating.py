"""Who decides now, and telling them."""

from dataclasses import dataclass

from dapur.contract import Text, _
from dapur.notices.tell import tell
from dapur.operations.work import Work
from dapur.queries.reader import Reader


@dataclass(frozen=True)
class Seat:
    """Somebody who may decide now: `why` is self, deputy (of `for_user`) or manager (instead of `for_user`)."""

    request: int
    step: int
    voter: int
    for_user: int
    why: str


async def seats_now(source: Work | Reader, request: int) -> list[Seat]:
    """Everybody who may decide the open steps of a request today; whoever has a stand-in comes after it."""
    found = await source.value(
        "select coalesce(jsonb_agg(jsonb_build_object('request', request_id, 'step', step_id, 'voter', voter_id,"
        " 'for_user', for_user_id, 'why', why) order by step_id, for_user_id, why = 'self', voter_id), '[]')"
        " from base.approval_to_do where company_id = %s and request_id = %s",
        source.scope.company,
        request,
    )
    return [Seat(**seat) for seat in found]


WAITS = _("Waits for your approval: {title}")
WAITS_FOR_OTHER = _("Waits for your approval instead of {person}: {title}")


async def tell_who_decides(work: Work, request: int) -> None:
    """A notice for each who may decide now and was not told yet."""
    title = await work.value(
        "select title from base.approval_request where company_id = %s and id = %s", work.scope.company, request
    )
    for seat in await seats_now(work, request):
        await tell(work, [seat.voter], "base.approval", await _words(work, seat, title), f"base/approvals/{request}", once=True)


async def _words(work: Work, seat: Seat, title: str) -> Text:
    if seat.why == "self":
        return WAITS.fill(title=title)
    person = await work.value("select name from core.app_user where id = %s", seat.for_user)
    return WAITS_FOR_OTHER.fill(person=person, title=title)
