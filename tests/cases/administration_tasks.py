"""Tasks: dates of a rule, moved over days off; how late one is; reminders once."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from dapur_base.task_panels import reminder_days, rule_dates

if TYPE_CHECKING:
    from tests.cases.administration import Office

SHIFTS = {"before": "preceding", "after": "following"}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


async def _keep(office: "Office", value: Any) -> None:
    """What is given is looked at when the step needs it."""


async def given_holidays(office: "Office", days: list[Any]) -> None:
    """A calendar of these holidays alone becomes the company's."""
    made = await office.boss.perform("base.add_calendar", name="Kantor", zone=office.given["timezone"], days_off="none")
    for day in days:
        await office.boss.perform("base.set_calendar_day", calendar_id=made.id, day=_day(day), name="Libur")
    await office.boss.perform(
        "base.change_calendar", id=made.id, name="Kantor", zone=office.given["timezone"], is_default=True, version=made.version
    )


# -- steps ------------------------------------------------------------------------------------------------


async def expand(office: "Office", step: Mapping[str, Any]) -> None:
    """Dates of the rule from a day on; and of the same rule that skips months without the day."""
    rule, first = office.given["rule"], _day(step["from"])
    for short_month in ("last_day", "skip"):
        made = await office.boss.perform(
            "base.save_task_rule",
            title=short_month,
            owner_id=office.boss.scope.user,
            first_day=first.replace(day=rule["day"]),
            every=rule["every"],
            short_month=short_month,
            shift=SHIFTS[office.given["move_to_working_day"]],
        )
        office.things[short_month] = await rule_dates(await office.boss.reader(), made.id, first, step["count"])


async def _task(office: "Office") -> int:
    """The task of the case, made once, before its first reminder."""
    if "task" not in office.things:
        office.set_clock(datetime.combine(date(2026, 8, 3), time(9)))
        made = await office.boss.perform(
            "base.add_task",
            title="Laporan bulanan",
            due=office.given["task"]["due"],
            remind_before=", ".join(map(str, office.given["remind_working_days_before"])),
            remind_after=", ".join(map(str, office.given["remind_after"])),
        )
        office.things["task"] = made.id
    return int(office.things["task"])


async def status(office: "Office", step: Mapping[str, Any]) -> dict[str, Any]:
    """How late the task is on a day."""
    task = await _task(office)
    sheet = await office.boss.report("base.overdue_tasks", on=_day(step["on"]))
    late = next((row.cells for row in sheet.rows if row.key == str(task)), None)
    found = {"overdue": False} if late is None else {"overdue": True, "working_days_late": late[3], "calendar_days_late": late[4]}
    office.things.setdefault("status", []).append(found)
    return found


async def read_reminders(office: "Office", _step: Mapping[str, Any]) -> None:
    """The days on which the task is reminded of."""
    found = await reminder_days(await office.boss.reader(), str(await _task(office)))
    office.things["reminder_dates"] = [one.day.isoformat() for one in found or ()]


async def run_twice(office: "Office", step: Mapping[str, Any]) -> None:
    """The job, twice on one day."""
    office.set_clock(datetime.combine(_day(step["on"]), time(7)))
    sent = [(await office.boss.through("job").perform("base.send_reminders")).count for _run in range(2)]
    office.things["sent"] = sum(sent)


# -- checks -----------------------------------------------------------------------------------------------


async def raw(office: "Office") -> list[str]:
    """What the rule says."""
    return [one.raw.isoformat() for one in office.things["last_day"]]


async def due(office: "Office") -> list[str]:
    """Moved over days off."""
    return [one.due.isoformat() for one in office.things["last_day"]]


async def skipping(office: "Office") -> list[str]:
    """Of the rule that skips short months."""
    return [one.raw.isoformat() for one in office.things["skip"]]


async def statuses(office: "Office") -> list[dict[str, Any]]:
    """One a step."""
    found: list[dict[str, Any]] = office.things["status"]
    return found


async def reminder_dates(office: "Office") -> list[str]:
    """In order."""
    found: list[str] = office.things["reminder_dates"]
    return found


async def sent_on_double_run(office: "Office") -> int:
    """Of both runs together."""
    return int(office.things["sent"])


GIVEN = {
    "timezone": _keep,
    "rule": _keep,
    "move_to_working_day": _keep,
    "holidays": given_holidays,
    "task": _keep,
    "remind_working_days_before": _keep,
    "remind_after": _keep,
}
TELLING = {"move_to_working_day", "remind_working_days_before"}
STEPS = {"expand": expand, "status": status, "reminders": read_reminders, "run_reminders_twice": run_twice}
CHECKS = {
    "raw": raw,
    "due": due,
    "if_short_month_is_skip": skipping,
    "status": statuses,
    "reminder_dates": reminder_dates,
    "sent_on_double_run": sent_on_double_run,
}
