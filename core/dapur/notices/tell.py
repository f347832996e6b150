"""Notices: a sentence for a person in the bell's list, with the page that it is about."""

import json
from collections.abc import Iterable, Sequence

from dapur.contract import Text
from dapur.operations.work import Work


async def tell(work: Work, users: Iterable[int], kind: str, sentence: Text, address: str, *, once: bool = False) -> None:
    """Leave a notice for these users; once: not while an unread one of this kind about this page is there.

    Values of the sentence must be plain (texts, whole numbers): they are kept, and filled in the reader's language.
    """
    await work.run(
        "insert into core.notice (company_id, user_id, kind, message, data, address)"
        " select %s, u, %s, %s, %s::jsonb, %s from unnest(%s::bigint[]) u where not %s or not exists ("
        "  select from core.notice n where n.company_id = %s and n.user_id = u and n.kind = %s and n.address = %s and n.read_at is null)",
        work.scope.company,
        kind,
        sentence.message,
        json.dumps(sentence.values),
        address,
        sorted(set(users)),
        once,
        work.scope.company,
        kind,
        address,
    )


async def settle(work: Work, kinds: Sequence[str], address: str, user: int | None = None) -> None:
    """What these notices asked for is done: they count as read, for one user or for everybody."""
    await work.run(
        "update core.notice set read_at = %s where company_id = %s and kind = any (%s) and address = %s and read_at is null"
        " and (user_id = %s or %s::bigint is null)",
        work.now,
        work.scope.company,
        list(kinds),
        address,
        user,
        user,
    )
