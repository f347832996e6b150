"""A company with people."""

import pytest_asyncio

from dapur.house import House
from dapur.testing.companies import Actor, new_company
from tests.plugins.hr.payroll import Payroll, payroll_of
from tests.plugins.hr.staff import Staff, staff_of


@pytest_asyncio.fixture(loop_scope="session")
async def staff(actor: Actor) -> Staff:
    """A fresh company, nobody hired yet."""
    return await staff_of(actor)


@pytest_asyncio.fixture(loop_scope="session")
async def payroll(actor: Actor) -> Payroll:
    """A fresh company's payroll, nobody hired yet."""
    return await payroll_of(actor)


@pytest_asyncio.fixture(loop_scope="session")
async def without_ledger(house: House) -> Payroll:
    """The same where accounting is off."""
    return await payroll_of(await new_company(house, plugins=("hr", "indonesia")))
