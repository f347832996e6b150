"""Two months of an IT department, made only through operations; every step has a key, so that it goes on where it stopped."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dapur.queries.plan import Wish
from dapur_it.demo.texts import ARTICLES, ASSETS, COMPONENTS, LICENCES, TICKETS
from dapur_it.queries.assets import HOLDERS
from dapur_it.queries.set_up import QUEUES, REQUEST_TYPES

DAYS = 60
EVERY = 2
ASKERS = ("Budi Santoso", "Rina Wati", "Agus Salim", "Dewi Lestari")
WORKER = "Siti Rahma"
HOUR = timedelta(hours=1)
UNSIGNED = ("PH-001", "MN-001")
JUST_NOW = (21, 3, 1)
"""Hours ago at which the newest tickets were opened."""


async def fill(stage: Any) -> None:
    """Things first, then what people asked since."""
    stage.report("IT of the demo company …")
    reader = await stage.house.reader(stage.scope)
    people = await _people(stage, [row["id"] for row in (await reader.page(HOLDERS, Wish(limit=8))).dicts()])
    types = [row["id"] for row in (await reader.page(REQUEST_TYPES, Wish(sort=("name",), limit=8))).dicts()]
    queue = (await reader.page(QUEUES, Wish(limit=1))).dicts()[0]["id"]
    began = _office(_now(stage) - timedelta(days=DAYS + 5), 9)
    await _do(stage, "it.add_escalation_level", {"queue_id": queue, "percent": 75, "user_id": stage.people[WORKER]}, began, "75")
    for title, is_public, body in ARTICLES:
        await _do(stage, "it.save_article", {"title": title, "is_public": is_public, "body": body}, began, title)
    assets = await _assets(stage, people, began)
    await _licences(stage, people, assets, began)
    await _services(stage, people, began)
    await _tickets(stage, types, assets)
    in_office = min(_office(_now(stage) - timedelta(days=1), 11), stage.today)
    await stage.perform("it.watch_clocks", {}, at=in_office)
    await stage.perform("it.close_solved", {}, at=stage.today)


async def _people(stage: Any, others: list[int]) -> list[int]:
    """Those first who sign in, so that everybody finds something of their own; then the rest."""
    reader = await stage.house.reader(stage.scope)
    users = [stage.people[name] for name in (WORKER, *ASKERS)]
    rows = await reader.rows(
        "select id from base.party where company_id = %s and user_id = any (%s) order by array_position(%s, user_id)",
        *(stage.scope.company, users, users),
    )
    return list(dict.fromkeys([*(party for (party,) in rows), *others]))


async def _assets(stage: Any, people: list[int], began: datetime) -> dict[str, int]:
    found = {}
    for code, name, kind, serial, age, cost, holder in ASSETS:
        bought = (stage.today - timedelta(days=age)).date()
        raw = {"code": code, "name": name, "kind": kind, "serial": serial, "bought_on": bought, "cost": cost}
        raw["warranty_until"] = bought + timedelta(days=3 * 365)
        found[code] = await _do(stage, "it.save_asset", raw, began, code)
        if holder is not None and holder < len(people):
            given = {"id": found[code], "holder_id": people[holder], "from_day": max(bought, began.date() - timedelta(days=200))}
            made = await stage.perform("it.assign_asset", given, at=began + HOUR, key=f"demo-it-assign-{code}")
            await _sign(stage, made.holding_id, code)
    await _do(stage, "it.send_to_repair", {"id": found["PR-001"]}, stage.today - timedelta(days=9), "PR-001")
    return found


async def _sign(stage: Any, holding: int, code: str) -> None:
    """Only who holds it can, if they sign in; of two things the signature is still open."""
    reader = await stage.house.reader(stage.scope)
    user = await reader.value(
        "select p.user_id from it.holding h join base.party p on p.company_id = h.company_id and p.id = h.holder_id"
        " where h.company_id = %s and h.id = %s",
        *(stage.scope.company, holding),
    )
    name = next((name for name, number in stage.people.items() if number == user), None)
    if name is not None and code not in UNSIGNED:
        await stage.perform("it.sign_receipt", {"id": holding}, user=name, key=f"demo-it-sign-{code}")


async def _licences(stage: Any, people: list[int], assets: dict[str, int], began: datetime) -> None:
    for name, publisher, bound_to, passed_on, seats, taken in LICENCES:
        raw = {"name": name, "publisher": publisher, "bound_to": bound_to, "is_reassignable": passed_on}
        licence = await _do(stage, "it.save_licence", raw, began, name)
        bought = {"id": licence, "seats": seats, "from_day": began.date(), "to_day": began.date() + timedelta(days=365)}
        await _do(stage, "it.buy_seats", bought, began, name)
        takers = people if bound_to == "person" else list(assets.values())
        field = "holder_id" if bound_to == "person" else "asset_id"
        for number, taker in enumerate(takers[:taken]):
            await _do(stage, "it.take_seat", {"id": licence, field: taker}, began, f"{name}-{number}")


async def _services(stage: Any, people: list[int], began: datetime) -> None:
    nodes: dict[str, int] = {}
    for code, name, kind, address, needs, redundant in COMPONENTS:
        raw: dict[str, Any] = {"code": code, "name": name, "kind": kind, "address": address}
        raw["network_id"] = nodes.get("NET-KTR") if address and kind != "network" else None
        nodes[code] = await _do(stage, "it.save_component", raw, began, code)
        for needed in needs:
            await _do(stage, "it.add_need", {"id": nodes[code], "needs_id": nodes[needed]}, began, f"{code}-{needed}")
        if redundant:
            group = {"id": nodes[code], "needs": [nodes[one] for one in redundant]}
            await _do(stage, "it.add_redundant_need", group, began, code)
        if kind == "service":
            for person in people[: 2 + len(nodes) % 4]:
                await _do(stage, "it.add_user", {"id": nodes[code], "party_id": person}, began, f"{code}-{person}")


async def _tickets(stage: Any, types: list[int], assets: dict[str, int]) -> None:
    """One every other day; the older ones are solved, of the latest some wait and some are new."""
    for number in range(DAYS // EVERY):
        asked = _office(_now(stage) - timedelta(days=DAYS - number * EVERY), 8 + number % 7)
        if asked < stage.today:
            await _ticket(stage, types, assets, number, asked)
    for number, ago in enumerate(JUST_NOW, DAYS // EVERY):
        await _ticket(stage, types, assets, number, stage.today - ago * HOUR)
    await _asked_twice(stage)


async def _asked_twice(stage: Any) -> None:
    """The same asked once more goes on in the first; what may have one cause is linked."""
    asked = []
    for number, title in enumerate(("Wi-Fi gudang mati lagi", "Wi-Fi gudang masih mati")):
        raw = {"title": title, "details": "Di rak C dan meja penerimaan."}
        at = stage.today - (5 - number) * HOUR
        asked.append((await stage.perform("it.ask_for_help", raw, user="Rina Wati", at=at, key=f"demo-it-twice-{number}")).id)
    told = {"id": asked[1], "body": "Pemindai tidak bisa mengirim data."}
    await stage.perform("it.answer_my_ticket", told, user="Rina Wati", at=stage.today - 3 * HOUR, key="demo-it-twice-told")
    await _step(stage, "it.merge_ticket", {"id": asked[1], "into_id": asked[0]}, stage.today - 2 * HOUR, "twice")
    scanner = {"title": "Pemindai barcode tidak mengirim data", "details": "Meja penerimaan."}
    ticket = await stage.perform("it.ask_for_help", scanner, user="Budi Santoso", at=stage.today - 2 * HOUR, key="demo-it-cause")
    linked = {"id": ticket.id, "kind": "caused_by", "other_id": asked[0]}
    await _step(stage, "it.link_ticket", linked, stage.today - HOUR, "cause")


async def _ticket(stage: Any, types: list[int], assets: dict[str, int], number: int, asked: datetime) -> None:
    place, title, details, priority, answer, note = TICKETS[number % len(TICKETS)]
    key, asker = f"{number}", ASKERS[number % len(ASKERS)]
    raw = {"request_type_id": types[place % len(types)], "title": title, "details": details}
    ticket = (await stage.perform("it.ask_for_help", raw, user=asker, at=asked, key=f"demo-it-ask-{key}")).id
    left = DAYS // EVERY - number
    await _step(stage, "it.set_priority", {"id": ticket, "priority": priority}, asked + HOUR / 6, key)
    if number % 5 == 0 and len(assets) > 2:
        await _step(stage, "it.link_asset", {"id": ticket, "asset_id": list(assets.values())[number % 4]}, asked + HOUR / 5, key)
    if left <= 2:
        return
    await _step(stage, "it.take_ticket", {"id": ticket}, asked + HOUR / 4, key)
    if note:
        internal = {"id": ticket, "body": note, "readers": "internal"}
        await _step(stage, "it.write_to_ticket", internal, asked + HOUR / 3, f"{key}-note")
    if left <= 3:
        return
    if number % 4 == 1:
        question = {"id": ticket, "body": "Sejak kapan terjadi?", "then": "waiting_customer"}
        await _step(stage, "it.write_to_ticket", question, asked + HOUR, f"{key}-ask")
        if left <= 7:
            return
        told = {"id": ticket, "body": "Sejak kemarin sore."}
        await stage.perform("it.answer_my_ticket", told, user=asker, at=asked + 5 * HOUR, key=f"demo-it-told-{key}")
    solved = asked + timedelta(hours=2 + number * 5 % 30)
    if solved < stage.today:
        await _step(stage, "it.write_to_ticket", {"id": ticket, "body": answer, "then": "solved"}, solved, f"{key}-solve")


def _now(stage: Any) -> datetime:
    """On the company's clock."""
    now: datetime = stage.today.astimezone(ZoneInfo(stage.scope.zone))
    return now


def _office(at: datetime, hour: int) -> datetime:
    """The same day in the office, or the working day after a weekend."""
    moved = at + timedelta(days=max(0, 7 - at.weekday())) if at.weekday() > 4 else at
    return moved.replace(hour=hour, minute=7 * hour % 60, second=0, microsecond=0)


async def _step(stage: Any, operation: str, raw: dict[str, Any], at: datetime, key: str) -> None:
    await stage.perform(operation, raw, user=WORKER, at=min(at, stage.today), key=f"demo-{operation}-{key}")


async def _do(stage: Any, operation: str, raw: dict[str, Any], at: datetime, key: str) -> int:
    return int((await stage.perform(operation, raw, at=at, key=f"demo-{operation}-{key}")).id)
