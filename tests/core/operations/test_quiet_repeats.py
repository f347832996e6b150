"""A repeated key is everyday life: it leaves no warning in the log."""

import logging

import pytest

from dapur.contract import DapurError
from dapur.testing.companies import Actor


async def test_a_repeated_key_and_a_refusal_leave_nothing_in_the_drivers_log(
    actor: Actor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="psycopg")

    for _n in range(2):
        await actor.perform("core.save_role", title="Kasir", permissions=[], key="kasir")
    with pytest.raises(DapurError):
        await actor.perform("core.save_role", title="Kasir", permissions=[])

    assert [r.getMessage() for r in caplog.records if r.name.startswith("psycopg")] == []
