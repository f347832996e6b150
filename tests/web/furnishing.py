"""A company with a full pantry: what the tests of the pages look at."""

from datetime import date, timedelta
from decimal import Decimal

from dapur.testing.companies import Actor

JARS = 60


async def furnish(boss: Actor, jars: int = JARS) -> list[int]:
    """Two shelves and some jars, the first two with spoons. Returns the jars' ids, oldest first."""
    top = (await boss.perform("pantry.add_shelf", code="A", name="Rak atas")).id
    low = (await boss.perform("pantry.add_shelf", code="B", name="Rak bawah")).id
    made = []
    for n in range(jars):
        spoons = [{"what": "Masuk", "debit": Decimal(5)}, {"what": "Keluar", "credit": Decimal(5)}] if n < 2 else []
        saved = await boss.perform(
            "pantry.fill_jar",
            name=f"Selai {('nanas', 'srikaya', 'kacang')[n % 3]} {n + 1}",
            shelf=top if n % 2 else low,
            filled_on=date(2026, 10, 1) + timedelta(days=n),
            price=Decimal(12500 + 250 * n) if n % 7 else Decimal(0),
            weight=Decimal(250),
            is_sweet=n % 3 == 0,
            note="Untuk <sarapan> & teh" if n == 0 else "",
            lines=spoons,
        )
        made.append(saved.id)
    await boss.perform("pantry.seal_jar", id=made[1])
    await boss.perform("pantry.break_jar", id=made[2], reason="Jatuh dari rak")
    return made
