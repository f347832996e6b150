"""Certificates: how long they hold, how they are renewed, who is covered."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dapur.contract import NotFound
from dapur.queries.plan import Wish
from dapur.services.training import TrainingCoverage
from dapur_training.pages.proofs import check
from tests.cases.training import LATE, day_of, year_before

if TYPE_CHECKING:
    from tests.cases.training import School

TELLING = {"rule", "certificate", "warn_days"}


async def begin(school: "School") -> None:
    """A certificate that is renewed, or people with and without one."""
    school.set_clock(LATE)
    given = school.given
    if "certificate" in given:
        await school.course(
            "K3", validity_months=given.get("validity_months", 12), renewal_window_days=given.get("renewal_window_days", 0)
        )
    if "required" in given:
        await _people_with_duty(school)


async def _people_with_duty(school: "School") -> None:
    given, today = school.given, day_of(school.given["today"])
    course = await school.course("WAJIB", validity_months=12)
    position = await school.position("PETUGAS")
    for name in given["required"]:
        person = await school.person(name)
        await school.boss.perform("base.assign_person", party=person.party, position=position, from_day=date(2025, 1, 1))
    for name, last in given["certificates"].items():
        await school.certified(name, "WAJIB", year_before(day_of(last)))
    await school.boss.perform("training.save_duty", course=course, position=position, from_day=date(2025, 1, 1))
    assert (given["warn_days"], given["reminder_days"]) == (30, [30, 7])  # what the settings say by themselves
    school.set_clock(datetime(today.year, today.month, today.day, 9))


async def issue(school: "School", step: Mapping[str, Any]) -> None:
    """A course that holds so long, completed on the day."""
    code = f"KURSUS-{len(school.courses)}"
    await school.course(code, validity_months=step["months"])
    made = await school.certified("ani", code, day_of(step["on"]))
    school.things.setdefault("ends", []).append(made.valid_through and made.valid_through.isoformat())


async def renew(school: "School", step: Mapping[str, Any]) -> dict[str, Any]:
    """Somebody of its own for each, who holds the first certificate: they are separate what-ifs."""
    name = f"{school.given['certificate']['person']}-{len(school.people)}"
    last = day_of(school.given["certificate"]["valid_through"])
    first = await school.certified(name, "K3", year_before(last))
    assert first.valid_through == last
    made = await school.certified(name, "K3", day_of(step["on"]))
    wish = Wish(columns=("id", "valid_through"), filters={"party": school.people[name].party}, sort=("issued_on",))
    kept = (await school.boss.page("training.certificates", wish)).dicts()
    assert kept[0]["valid_through"] == last
    school.things["kept"] = len(kept)
    return {"valid_through": made.valid_through.isoformat(), "gap_days": made.gap_days}


async def revoke(school: "School", step: Mapping[str, Any]) -> None:
    """The given person's certificate counts no more from a day on."""
    made = await _given_certificate(school)
    await school.boss.perform("training.revoke_certificate", id=made["id"], on_day=day_of(step["on"]), reason=step["reason"])


async def verify(school: "School", step: Mapping[str, Any]) -> dict[str, Any]:
    """The public check page of a day, of the given certificate or (another number) of one that is none."""
    made, day = await _given_certificate(school), day_of(step["on"])
    reader = await school.boss.reader()
    reader.now = datetime(day.year, day.month, day.day, 9, tzinfo=reader.now.tzinfo)
    code = await reader.value("select code from training.certificate where id = %s", made["id"])
    named = step.get("no", made["number"]) in (made["number"], school.given["certificate"].get("no"))
    try:
        seen = await check(reader, {"code": code if named else "none of ours"})
    except NotFound:
        return {"status": "unknown"}
    return {"status": seen.state}


async def _given_certificate(school: "School") -> dict[str, Any]:
    given = school.given["certificate"]
    if "given" not in school.things:
        made = await school.certified(given["person"], "K3", year_before(day_of(given["valid_through"])))
        school.things["given"] = {"id": made.id, "number": made.number}
    return dict(school.things["given"])


async def may_work(school: "School", step: Mapping[str, Any]) -> dict[str, Any]:
    """What rosters ask: whether anything that somebody's duties ask for is lacking on a day."""
    training = (await school.boss.reader()).find(TrainingCoverage)
    assert training is not None
    lacking = await training.lacking(school.people[step["person"]].party, day_of(step["on"]))
    return {"allowed": not lacking, **({"missing": list(lacking)} if lacking else {})}


async def coverage(school: "School", step: Mapping[str, Any]) -> None:
    """The reports of the day, and the reminders that go out."""
    day = day_of(school.given["today"])
    people = await school.boss.report("training.duty_people", day=day)
    school.things["status"] = {row.cells[0]: row.cells[2] for row in people.rows}
    (duty,) = (await school.boss.report("training.coverage", day=day)).rows
    school.things |= {"covered": duty.cells[8], "percent": str(duty.cells[9])}
    reminded = await school.boss.perform("training.remind")
    school.things["reminded"] = [school.name_of(party) for party in reminded.people]


async def valid_through(school: "School") -> list[str | None]:
    """Last days of what was issued."""
    return list(school.things["ends"])


async def kept(school: "School") -> int:
    """Certificates of the last person: the old one and the new one."""
    return int(school.things["kept"])


def _thing(name: str) -> Any:
    async def read(school: "School") -> Any:
        return school.things[name]

    return read


STEPS = {"issue": issue, "renew": renew, "coverage": coverage, "revoke": revoke, "verify": verify, "may_work": may_work}
CHECKS = {
    "valid_through": valid_through,
    "certificates_kept": kept,
    "status": _thing("status"),
    "covered": _thing("covered"),
    "percent": _thing("percent"),
    "reminders_today": _thing("reminded"),
}
