"""Services: what needs what, and what is hit when something fails."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.cases.administration import Office


async def given_nodes(office: "Office", value: Mapping[str, Mapping[str, Any]]) -> None:
    """Things, then what each needs."""
    nodes = {}
    for code in value:
        nodes[code] = (await office.boss.perform("it.save_component", code=code, name=code, kind="application")).id
    office.things["nodes"] = nodes
    for code, needs in value.items():
        for needed in needs.get("needs", ()):
            await office.boss.perform("it.add_need", id=nodes[code], needs_id=nodes[needed])
        if "needs_any" in needs:
            await office.boss.perform("it.add_redundant_need", id=nodes[code], needs=[nodes[n] for n in needs["needs_any"]])
        if "needs_at_least" in needs:
            some, least = needs["needs_at_least"]["of"], needs["needs_at_least"]["n"]
            raw = {"id": nodes[code], "needs": [nodes[n] for n in some], "rule": "at_least", "least": least}
            await office.boss.perform("it.add_redundant_need", raw)


async def given_users(office: "Office", value: Mapping[str, list[str]]) -> None:
    """Who uses what."""
    people: dict[str, int] = {}
    for code, names in value.items():
        for name in names:
            if name not in people:
                people[name] = (await office.boss.perform("base.save_party", name=name, kind="person", is_employee=True)).id
            await office.boss.perform("it.add_user", id=office.things["nodes"][code], party_id=people[name])


async def impact(office: "Office", step: Mapping[str, Any]) -> None:
    """The report."""
    sheet = await office.boss.report("it.impact", down=", ".join(step["down"]))
    found: dict[str, Any] = {"down": [], "degraded": []}
    for row in sheet.rows:
        found[row.cells[3]].append(row.cells[0])
    office.things.setdefault("answers", []).append({**found, "users": int(str(sheet.head[1][1]))})


async def answers(office: "Office") -> Any:
    """One a question."""
    return office.things["answers"]


GIVEN = {"nodes": given_nodes, "users": given_users}
TELLING = {"nodes"}
STEPS = {"impact": impact}
CHECKS = {"answers": answers}
