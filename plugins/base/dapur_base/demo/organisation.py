"""The organisation of the demo company: its units, positions, and the people who sign in to it."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from dapur.companies.demo import Stage

# code, name, the unit above, cost centre
UNITS = (
    ("KP", "Kantor pusat", "", "KANTOR"),
    ("KEU", "Keuangan", "KP", ""),
    ("SDM", "Sumber daya manusia", "KP", ""),
    ("JUAL", "Penjualan", "KP", ""),
    ("TOKO", "Toko Kemang", "JUAL", "TOKO"),
    ("GUDANG", "Gudang Cikarang", "KP", "GUDANG"),
)
# code, Indonesian and English title, unit, level
POSITIONS = (
    ("DIR", "Direktur", "Director", "KP", 1),
    ("KA-KEU", "Kepala keuangan", "Head of finance", "KEU", 2),
    ("AKT", "Akuntan", "Accountant", "KEU", 3),
    ("AUD", "Pemeriksa internal", "Internal auditor", "KP", 3),
    ("ADM-TOKO", "Staf administrasi toko", "Shop clerk", "TOKO", 4),
    ("ADM-GDG", "Staf administrasi gudang", "Warehouse clerk", "GUDANG", 4),
)
# name, code, position, manager
PEOPLE = (
    ("Siti Rahma", "K-001", "DIR", ""),
    ("Rina Wati", "K-002", "KA-KEU", "K-001"),
    ("Budi Santoso", "K-003", "AKT", "K-002"),
    ("Dewi Lestari", "K-004", "AUD", "K-001"),
    ("Agus Salim", "K-005", "ADM-GDG", "K-002"),
)


async def demo(stage: "Stage") -> None:
    """Make it as it was two years ago, and move one person since. Every step has a key, so that it goes on where it stopped."""
    stage.report("Organisation of the demo company …")
    today = stage.today.astimezone(ZoneInfo(stage.scope.zone)).date()
    begin = date(today.year - 2, 1, 2)
    units: dict[str, int] = {}
    for code, name, above, cost_centre in UNITS:
        unit = {"code": code, "name": name, "parent": units.get(above), "cost_centre": cost_centre}
        units[code] = await _do(stage, "base.save_organisation_unit", unit, begin)
    positions: dict[str, int] = {}
    for code, title_id, title_en, unit_code, level in POSITIONS:
        raw = {"code": code, "title_id": title_id, "title_en": title_en, "unit": units[unit_code], "level": level}
        positions[code] = await _do(stage, "base.save_position", raw, begin)
    people = await _people(stage, positions, begin)
    moved = {
        "party": people["K-005"],
        "position": positions["ADM-TOKO"],
        "manager": people["K-001"],
        "from_day": date(today.year, 1, 2),
        "reason": "Pindah ke toko atas permintaan sendiri",
    }
    await _do(stage, "base.assign_person", moved, date(today.year, 1, 2), "move")


async def _people(stage: "Stage", positions: dict[str, int], begin: date) -> dict[str, int]:
    """The people who sign in, as persons with their positions."""
    found: dict[str, int] = {}
    users: set[int] = set()
    for name, code, position, manager in PEOPLE:
        user = stage.people[name]
        # Where all demo people are one user (tests), only the first can be linked.
        raw = {"name": name, "code": code, "is_employee": True, "user": None if user in users else user}
        users.add(user)
        found[code] = await _do(stage, "base.save_party", raw, begin)
        place = {"party": found[code], "position": positions[position], "manager": found.get(manager), "from_day": begin}
        await _do(stage, "base.assign_person", place, begin, f"place-{code}")
    return found


async def _do(stage: "Stage", operation: str, raw: dict[str, Any], day: date, key: str = "") -> int:
    moment = datetime.combine(day, time(9), ZoneInfo(stage.scope.zone))
    key = f"demo-{operation}-{key or raw['code']}"
    return int((await stage.perform(operation, raw, at=moment, key=key)).id)  # type: ignore[attr-defined]
