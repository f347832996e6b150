"""Changes that must see each other: who may do what, which departments are on."""

from dapur.operations.work import Work


async def take_turn(work: Work) -> None:
    """Wait until no other transaction changes people, roles or departments of this company, and hold that until the end.

    Without it two administrators could disable each other at the same moment, or a department be switched
    off while another that requires it is being switched on.
    """
    await work.value("select 1 from core.company where id = %s for no key update", work.scope.company)
