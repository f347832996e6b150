"""People who visit pages in tests: their sessions and their company's address."""

from dapur.people.sign_in import sign_in
from dapur.testing.companies import PASSWORD, Actor


async def session_of(who: Actor) -> str:
    """A session's token for this person."""
    opened = await sign_in(who.house, who.email, PASSWORD, address="127.0.0.1", agent="tests", old_token=None)
    return opened.token
