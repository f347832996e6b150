"""Letters: numbers by unit, kind and period, drafts, void ones, the register, offices with a clock of their own."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dapur.numbering import ROMAN
from dapur.queries.plan import Wish

if TYPE_CHECKING:
    from tests.cases.administration import Office

OURS = {"org": "org", "unit": "unit", "kind": "kind", "roman_month": "roman", "year": "year"}
RESTARTS = {"yearly": "year", "monthly": "month"}
COUNTERS = {"unit": "unit", "unit+kind": "unit_kind"}
FORMAT = "{seq:3}/{unit}/{org}/{roman_month}/{year}"


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


async def _keep(office: "Office", _value: Any) -> None:
    """Looked at when the first letter is issued."""


async def given_org(office: "Office", code: str) -> None:
    await _set(office, "administration.organisation_code", code)


async def given_offices(office: "Office", zones: Mapping[str, str]) -> None:
    for code, zone in zones.items():
        made = await office.boss.perform("administration.save_office", code=code, name=code, zone=zone)
        office.things[f"office {code}"] = made.id


async def given_counter_at(office: "Office", last: int) -> None:
    """So many letters were issued before."""
    if "org" in office.given:
        await given_org(office, office.given["org"])
    for _number in range(last):
        await _issue(office, office.given.get("unit", "HRD"), date(2026, 1, 2))


async def _set(office: "Office", name: str, value: Any) -> None:
    await office.boss.perform("core.change_setting", name=name, value=value)


async def _kind(office: "Office", code: str) -> int:
    if f"kind {code}" not in office.things:
        text = office.given.get("format", FORMAT if "org" in office.given else FORMAT.replace("/{org}", ""))
        digits = re.search(r"\{seq:(\d)\}", text)
        pattern = re.sub(r"\{seq:\d\}", "{number}", text)
        for theirs, ours in OURS.items():
            pattern = pattern.replace(f"{{{theirs}}}", f"{{{ours}}}")
        kinds = (await office.boss.page("administration.letter_kinds", Wish(columns=("id", "code")))).dicts()
        made = await office.boss.perform(
            "administration.save_letter_kind",
            id=next((row["id"] for row in kinds if row["code"] == code), None),
            code=code,
            name_id=code,
            name_en=code,
            pattern=pattern,
            digits=int(digits[1]) if digits else 3,
            restart=RESTARTS[office.given["reset"]],
            counter=COUNTERS[office.given.get("counter_per", "unit")],
        )
        office.things[f"kind {code}"] = made.id
    return int(office.things[f"kind {code}"])


async def _unit(office: "Office", code: str) -> int:
    if f"unit {code}" not in office.things:
        made = await office.boss.perform("base.save_organisation_unit", code=code, name=code)
        office.things[f"unit {code}"] = made.id
    return int(office.things[f"unit {code}"])


async def _draft(office: "Office", unit: str, kind: str = "X", **more: Any) -> int:
    raw = {"unit_id": await _unit(office, unit), "kind_id": await _kind(office, kind), "recipient": "PT Baja", "subject": "Uji"}
    return int((await office.boss.perform("administration.write_letter", raw, **more)).id)


async def _issue(office: "Office", unit: str, day: date | None, kind: str = "X", **more: Any) -> Any:
    letter = await _draft(office, unit, kind, **more)
    done = await office.boss.perform("administration.issue_letter", id=letter, letter_date=day)
    office.things.setdefault("issued", []).append(done)
    return done


# -- steps ------------------------------------------------------------------------------------------------


async def issue(office: "Office", step: Mapping[str, Any]) -> None:
    if "on" in step:
        office.set_clock(datetime.combine(_day(step["on"]), time(9)))
    done = await _issue(office, step.get("unit", office.given.get("unit", "HRD")), _day(step["date"]), step.get("kind", "X"))
    office.things.setdefault("numbers", []).append(done.number)


async def draft(office: "Office", _step: Mapping[str, Any]) -> None:
    office.things["draft"] = await _draft(office, office.given["unit"])


async def delete_draft(office: "Office", _step: Mapping[str, Any]) -> None:
    await office.boss.perform("administration.delete_letter_draft", id=office.things["draft"])


async def void(office: "Office", step: Mapping[str, Any]) -> None:
    letter = next(r for r in await _register(office) if r["sequence"] == step["number"])
    await office.boss.perform("administration.void_letter", id=letter["id"], reason=step["reason"])


async def _register(office: "Office", **filters: Any) -> list[dict[str, Any]]:
    columns = ("id", "number", "sequence", "status", "void_reason", "order_words", "issued_at", "letter_date")
    rows = (
        await office.boss.page("administration.letters", Wish(columns=columns, filters=filters, sort=("id",), limit=500))
    ).dicts()
    return sorted((r for r in rows if r["sequence"] is not None), key=lambda r: r["sequence"])


async def register(office: "Office", step: Mapping[str, Any]) -> None:
    year, month = (int(part) for part in str(step["month"]).split("-"))
    rows = await _register(office, letter_date=(date(year, month, 2), date(year, month, 31)))
    office.things["register"] = [
        {"no": r["sequence"], "state": r["status"], **({"reason": r["void_reason"]} if r["status"] == "void" else {})}
        for r in rows
    ]


async def issue_now(office: "Office", step: Mapping[str, Any]) -> None:
    office.set_clock(datetime.fromisoformat(str(step["instant"])))
    done = await _issue(office, step["office"], None, office_id=office.things[f"office {step['office']}"])
    row = next(r for r in await _register(office) if r["id"] == done.id)
    local = row["issued_at"].astimezone(ZoneInfo(office.given["offices"][step["office"]]))
    office.things[step["office"]] = {"local": local.isoformat(timespec="minutes"), "roman": done.number.split("/")[-2]}


# -- checks -----------------------------------------------------------------------------------------------


async def numbers(office: "Office") -> list[str]:
    found: list[str] = office.things["numbers"]
    voided = {r["number"] for r in await _register(office) if r["status"] == "void"}
    return found if voided <= set(found) else [*voided, *found]


async def roman(office: "Office") -> list[str]:
    return list(ROMAN)


async def _sequences(office: "Office") -> list[int]:
    after = office.given["counter_at"]
    return [r["sequence"] for r in await _register(office) if r["sequence"] > after]


async def first(office: "Office") -> int:
    return min(await _sequences(office))


async def last(office: "Office") -> int:
    return max(await _sequences(office))


async def gaps(office: "Office") -> list[int]:
    found = await _sequences(office)
    return sorted(set(range(min(found), max(found) + 1)) - set(found))


async def duplicates(office: "Office") -> list[int]:
    found = await _sequences(office)
    return sorted({n for n in found if found.count(n) > 1})


async def flags(office: "Office") -> dict[str, str]:
    late = [r for r in await _register(office) if r["order_words"]]
    return {str(r["sequence"]): f"out_of_order: {r['order_words']}" for r in late}


async def in_register(office: "Office") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.things["register"]
    return found


async def in_jakarta(office: "Office") -> dict[str, str]:
    return dict(office.things["JKT"])


async def in_jayapura(office: "Office") -> dict[str, str]:
    return dict(office.things["DJJ"])


GIVEN = {
    "format": _keep,
    "org": given_org,
    "reset": _keep,
    "counter_per": _keep,
    "unit": _keep,
    "offices": given_offices,
    "counter_at": given_counter_at,
}
TELLING = {"reset"}
STEPS = {"issue": issue, "draft": draft, "delete_draft": delete_draft, "void": void, "register": register, "issue_now": issue_now}
CHECKS = {
    "numbers": numbers,
    "roman": roman,
    "first": first,
    "last": last,
    "gaps": gaps,
    "duplicates": duplicates,
    "flags": flags,
    "register_2026-08": in_register,
    "JKT": in_jakarta,
    "DJJ": in_jayapura,
}
