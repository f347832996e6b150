"""Risks: scores before and after controls, when proof lapses, the days above what is accepted."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from dapur.contract import Refused

if TYPE_CHECKING:
    from tests.cases.administration import Office

BEGIN = date(2026, 9, 1)
STATES = {"yes": "within_appetite", "agreed": "accepted", "no": "above_appetite"}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


async def given_scale(office: "Office", scale: int) -> None:
    office.set_clock(datetime.combine(BEGIN, time(8)))
    await office.boss.perform("core.change_setting", name="administration.risk_scale", value=scale)


async def given_bands(office: "Office", bands: Mapping[str, str]) -> None:
    for name in ("low", "medium", "high"):
        last = int(bands[name].rpartition("-")[2])
        await office.boss.perform("core.change_setting", name=f"administration.risk_{name}_through", value=last)


async def given_appetite(office: "Office", score: int) -> None:
    await office.boss.perform("core.change_setting", name="administration.risk_appetite", value=score)


async def given_risk(office: "Office", told: Mapping[str, int]) -> None:
    """Its likelihood and impact, or the score alone, which is a multiple of three here."""
    if "score" in told:
        office.set_clock(datetime.combine(BEGIN, time(8)))
        told = {"likelihood": 3, "impact": told["score"] // 3}
    owner = await office.person("pemilik risiko")
    raw = {"code": "R1", "name": "Kebakaran gudang", "owner_id": owner.scope.user, **told}
    office.things["risk"] = (await office.boss.perform("administration.save_risk", raw)).id


async def given_controls(office: "Office", controls: list[Mapping[str, Any]]) -> None:
    for told in controls:
        proved = told["id"] in office.given.get("evidence", {})
        made = await office.boss.perform(
            "administration.save_control",
            code=told["id"],
            name=told["id"],
            owner_id=office.boss.scope.user,
            first_day=BEGIN,
            needs_proof=proved,
        )
        await office.boss.perform("administration.set_control_state", id=made.id, state=told["state"])
        reduces = {f"reduces_{name}": steps for name, steps in told["reduces"].items()}
        await office.boss.perform("administration.reduce_risk", risk_id=office.things["risk"], control_id=made.id, **reduces)
        office.things[told["id"]] = made.id


async def given_evidence(office: "Office", proofs: Mapping[str, Mapping[str, Any]]) -> None:
    for code, told in proofs.items():
        raw = {"id": office.things[code], "valid_through": _day(told["valid_through"])}
        await office.boss.perform("administration.hand_in_evidence", raw)


async def given_acceptance(office: "Office", told: Mapping[str, Any]) -> None:
    accepted = await _accept(office, told["by"], told["valid_through"])
    assert accepted.score == told["score"]


async def accept(office: "Office", step: Mapping[str, Any]) -> None:
    office.set_clock(datetime.combine(_day(step["on"]), time(9)))
    try:
        await _accept(office, step["by"], step.get("valid_through", "2027-12-31"))
    except Refused as refused:
        band = refused.problems[0].data["band"]
        office.things.setdefault("accepts", []).append({"refused": f"needs_director_for_band_{band}"})
        raise
    office.things.setdefault("accepts", []).append("ok")


async def _accept(office: "Office", by: str, through: Any) -> Any:
    who = await office.person(by, "administrator" if by == "director" else "approver")
    raw = {"id": office.things["risk"], "valid_through": _day(through), "reason": "Disepakati direksi"}
    return await who.perform("administration.accept_risk", raw)


async def state(office: "Office", step: Mapping[str, Any]) -> None:
    cells = await _cells(office, _day(step["on"]))
    office.things.setdefault("states", []).append(STATES[cells["status"]])


async def change_score(office: "Office", step: Mapping[str, Any]) -> None:
    """Another impact, and the register of that day."""
    day = _day(step["on"])
    office.set_clock(datetime.combine(day, time(9)))
    owner = await office.person("pemilik risiko")
    facts = {"code": "R1", "name": "Kebakaran gudang", "owner_id": owner.scope.user, "likelihood": 3, "impact": step["to"] // 3}
    await office.boss.perform("administration.save_risk", facts, id=office.things["risk"])
    cells = await _cells(office, day)
    office.things["after"] = {"state": STATES[cells["status"]], "because": str(cells["because"])}


def _thing(name: str) -> Any:
    async def read(office: "Office") -> Any:
        return office.things.get(name)

    return read


async def _cells(office: "Office", day: date) -> dict[str, Any]:
    sheet = await office.boss.report("administration.risk_register", on=day)
    return dict(zip((c.name for c in sheet.columns), sheet.rows[0].cells, strict=True))


async def score(office: "Office", step: Mapping[str, Any]) -> None:
    """The register of the day, after the morning's watch."""
    day = _day(step["on"]) if "on" in step else BEGIN
    office.set_clock(datetime.combine(day, time(6)))
    await office.boss.through("job").perform("administration.watch")
    told = await _cells(office, day)
    rows = await (await office.boss.reader()).rows(
        "select u.name from base.task t join core.app_user u on u.id = t.owner_id where t.document_address = %s and t.state = 'open'",
        f"administration/risks/{office.things['risk']}",
    )
    told["tasks"] = [name for (name,) in rows]
    office.things |= {"cells": told, "scores": [*office.things.get("scores", []), (day, told)]}


async def submit(office: "Office", step: Mapping[str, Any]) -> None:
    office.set_clock(datetime.combine(_day(step["on"]), time(5)))
    raw = {"id": office.things[step["control"]], "valid_through": _day(step["valid_through"])}
    await office.boss.perform("administration.hand_in_evidence", raw)


async def history(office: "Office", step: Mapping[str, Any]) -> None:
    span = {"first": _day(step["from"]), "last": _day(step["to"])}
    sheet = await office.boss.report("administration.risk_history", risk=office.things["risk"], **span)
    assert sum(row.cells[2] for row in sheet.rows[:-1]) == (span["last"] - span["first"] + timedelta(days=1)).days
    office.things["above"] = sheet.rows[-1].cells[5]


async def inherent(office: "Office") -> dict[str, Any]:
    cells = office.things["cells"]
    return {"score": cells["inherent"], "band": cells["inherent_band"]}


async def residual(office: "Office") -> dict[str, Any]:
    cells = office.things["cells"]
    return {name: cells[name] for name in ("likelihood", "impact")} | {"score": cells["residual"], "band": cells["band"]}


async def target(office: "Office") -> dict[str, Any]:
    cells = office.things["cells"]
    best = {name: cells[f"target_{name}"] for name in ("likelihood", "impact")}
    return best | {"score": cells["target"], "band": cells["target_band"]}


async def within(office: "Office") -> bool:
    return bool(office.things["cells"]["status"] == "yes")


async def scores(office: "Office") -> list[dict[str, Any]]:
    """Above what is accepted, the band and who has a task about it as well."""
    found = []
    for day, cells in office.things["scores"]:
        accepted = cells["status"] == "yes"
        assert bool(cells["tasks"]) is not accepted
        told: dict[str, Any] = {"on": day.isoformat(), "score": cells["residual"], "within_appetite": accepted}
        owner = {"task_created_for": "risk owner" if cells["tasks"] == ["pemilik risiko"] else str(cells["tasks"])}
        found.append(told if accepted else told | {"band": cells["band"]} | owner)
    return found


async def days_above(office: "Office") -> int:
    return int(office.things["above"])


GIVEN = {
    "scale": given_scale,
    "bands": given_bands,
    "appetite": given_appetite,
    "risk": given_risk,
    "controls": given_controls,
    "evidence": given_evidence,
    "acceptance": given_acceptance,
}
TELLING = {"bands", "acceptance"}
STEPS = {"score": score, "submit": submit, "history": history, "accept": accept, "state": state, "change_score": change_score}
CHECKS = {
    "states": _thing("states"),
    "results": _thing("accepts"),
    "after_change": _thing("after"),
    "inherent": inherent,
    "residual": residual,
    "target_when_all_work": target,
    "within_appetite": within,
    "scores": scores,
    "days_above_appetite": days_above,
}
