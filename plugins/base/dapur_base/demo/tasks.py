"""A second calendar, and two months of tasks, all made through operations."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

OWN_DAYS = ((8, 15, "work", "08:00-12:00", "Kerja bakti gudang"), (12, 31, "work", "08:00-12:00", "Tutup buku, setengah hari"))
"""(month, day, kind, hours, name) of this year, in the depot's calendar."""

BEGAN = timedelta(days=62)
STEPS = {"week": timedelta(days=7), "month": timedelta(days=31)}

REPEATING = (
    ("Rekonsiliasi bank", "Budi Santoso", 31, "month", "when_done"),
    ("Setor dan lapor PPh 21", "Siti Rahma", 15, "month", "on_schedule"),
    ("Cek persediaan beras dan minyak", "Agus Salim", 2, "week", "when_done"),
)
"""(what, whose, day of the month on which it begins, rhythm, when the next one is made)."""

TASKS = (
    ("Perbarui daftar harga katering", "Agus Salim", "Siti Rahma", -12, True),
    ("Minta faktur pajak dari pemasok daging", "Budi Santoso", "Siti Rahma", -2, False),
    ("Setujui jadwal piket akhir tahun", "Rina Wati", "Agus Salim", 1, False),
    ("Siapkan berkas untuk auditor", "Siti Rahma", "Dewi Lestari", 3, False),
    ("Perpanjang kontrak sewa gudang", "Siti Rahma", "Rina Wati", 9, False),
    ("Ganti kunci lemari arsip", "Siti Rahma", "Siti Rahma", None, False),
)
"""(what, whose, given by, days from today to its due date, whether it is done)."""


async def fill(stage: Any) -> None:
    """The tasks were given three weeks ago; the clock is set back at the end."""
    today = stage.today
    day: date = today.date()
    await _depot(stage, day)
    for what, owner, number, every, made in REPEATING:
        began = today - BEGAN if made == "when_done" else today.replace(day=1)
        last = monthrange(began.year, began.month)[1]
        rule = {"title": what, "owner_id": stage.people[owner], "first_day": date(began.year, began.month, min(number, last))}
        saved = await stage.perform("base.save_task_rule", {**rule, "every": every, "made": made}, at=began)
        await _keep_up(stage, saved.task_id, owner, STEPS[every])
    await stage.perform("base.make_tasks", {}, at=today)
    for what, owner, giver, ahead, done in TASKS:
        due = None if ahead is None else day + timedelta(days=ahead)
        given = today - timedelta(days=21)
        raw = {"title": what, "owner_id": stage.people[owner], "due": due}
        task = await stage.perform("base.add_task", raw, user=giver, at=given)
        if done:
            await stage.perform("base.finish_task", {"id": task.id}, user=owner, at=today - timedelta(days=13))
    await stage.perform("base.send_reminders", {}, at=today)


async def _keep_up(stage: Any, task: int | None, owner: str, step: timedelta) -> None:
    """Done again and again since two months ago, up to the one that is due now."""
    at, due = stage.today - BEGAN, None
    while task is not None and (due is None or due < stage.today.date() - step):
        at = min(at + step, stage.today)
        done = await stage.perform("base.finish_task", {"id": task}, user=owner, at=at)
        task, due = done.next_id, done.due


async def _depot(stage: Any, day: date) -> None:
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "07:00-12:00, 13:00-16:00")
    depot = await stage.perform(
        "base.add_calendar", {"name": "Gudang", **week, "saturday": "07:00-12:00", "days_off": "public"}, at=stage.today
    )
    for month, number, kind, hours, name in OWN_DAYS:
        own = {"day": date(day.year, month, number), "kind": kind, "hours": hours, "name": name}
        await stage.perform("base.set_calendar_day", {"calendar_id": depot.id, **own})
