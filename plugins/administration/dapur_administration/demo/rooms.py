"""Rooms and vehicles with two months of bookings, some of them to come."""

from datetime import date, datetime, timedelta
from typing import Any

# code, name, kind, seats, equipment, buffer, needs confirmation
ROOMS = (
    ("MERAPI", "Ruang Merapi", "room", 12, "Proyektor, papan tulis", 0, False),
    ("SEMERU", "Ruang Semeru", "room", 6, "Layar konferensi", 0, False),
    ("AULA", "Aula", "room", 80, "Panggung, pengeras suara", 60, True),
    ("B9123", "Colt Diesel B 9123 KAM", "vehicle", 3, "Bak tertutup", 30, False),
    ("B1077", "Gran Max B 1077 SRJ", "vehicle", 8, "", 15, False),
)
# room, title, from, until, every so many days from 56 days ago to 21 days ahead, who
HABITS = (
    ("MERAPI", "Rapat manajemen", "09:00", "10:30", 7, "Siti Rahma"),
    ("SEMERU", "Wawancara calon karyawan", "13:00", "14:00", 9, "Rina Wati"),
    ("B9123", "Kirim ke toko Kemang", "07:00", "11:00", 3, "Agus Salim"),
    ("B1077", "Setor tunai ke bank", "14:00", "15:30", 5, "Budi Santoso"),
    ("SEMERU", "Tutup buku mingguan", "15:00", "16:30", 7, "Budi Santoso"),
)


async def rooms(stage: Any, office: int) -> None:
    """Make the rooms, book them as people do."""
    began = stage.today - timedelta(days=60)
    made: dict[str, int] = {}
    for code, name, kind, seats, equipment, buffer, waits in ROOMS:
        raw = {"code": code, "name": name, "kind": kind, "office_id": office, "seats": seats, "equipment": equipment}
        more = {"buffer": buffer, "needs_confirmation": waits}
        made[code] = (await stage.perform("administration.save_room", {**raw, **more}, at=began)).id
    await _branch(stage, began)
    first: date = stage.today.date() - timedelta(days=56)
    for room, title, starts, ends, step, who in HABITS:
        for number in range(0, 77, step):
            day = first + timedelta(days=number)
            raw = {"room_id": made[room], "title": title, "day": day, "starts": starts, "ends": ends}
            at = min(stage.today, _morning(stage, day) - timedelta(days=3))
            await stage.perform("administration.book_room", raw, user=who, at=at)
    await _today(stage, made)


async def _branch(stage: Any, began: datetime) -> None:
    """A place with a clock of its own, so that rooms are looked for by where they are."""
    place = {"code": "DPS", "name": "Cabang Denpasar", "address": "Jl. Gatot Subroto Barat 8, Denpasar", "zone": "Asia/Makassar"}
    office = (await stage.perform("administration.save_office", place, at=began)).id
    room = {"code": "AGUNG", "name": "Ruang Agung", "office_id": office, "seats": 10, "equipment": "Proyektor"}
    await stage.perform("administration.save_room", room, at=began)


async def _today(stage: Any, rooms: dict[str, int]) -> None:
    """A series to come, and a request that waits for confirmation."""
    day: date = stage.today.date()
    series = {"room_id": rooms["MERAPI"], "title": "Pelatihan pemadam", "starts": "13:00", "ends": "15:00", "count": 4}
    await stage.perform(
        "administration.book_series", {**series, "day": day + timedelta(days=2)}, user="Rina Wati", at=stage.today
    )
    asked = {"room_id": rooms["AULA"], "title": "Syukuran akhir tahun", "day": day + timedelta(days=12)}
    raw = {**asked, "starts": "10:00", "ends": "15:00"}
    await stage.perform("administration.book_room", raw, user="Budi Santoso", at=stage.today)


def _morning(stage: Any, day: date) -> datetime:
    moment: datetime = stage.today.replace(year=day.year, month=day.month, day=day.day)
    return moment
