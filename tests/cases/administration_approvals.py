"""Approvals: routes by amount, votes, deputies, edits. The documents are letters; the people are the case's."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from dapur.testing.companies import Actor
from tests.letters import KIND, MANAGER_OF

if TYPE_CHECKING:
    from tests.cases.administration import Office

OUTCOMES = {"approved": "approved", "declined": "rejected", "waiting": "waiting"}


async def _rule(office: "Office", lines: list[dict[str, Any]]) -> None:
    await office.boss.perform("base.save_approval_policy", {"kind": KIND, "name": "Letters", "lines": lines})


async def _line(office: "Office", name: str, **more: Any) -> dict[str, Any]:
    return {"approver": "user", "user": (await office.person(name)).scope.user, "title": name, **more}


# -- given ------------------------------------------------------------------------------------------------


async def given_routes(office: "Office", routes: list[Mapping[str, Any]]) -> None:
    above, lines = None, []
    for band in routes:
        limits = {"above": above, "up_to": band["up_to"]}
        lines += [await _line(office, name, order=n, **limits) for n, name in enumerate(band["steps"], 1)]
        above = band["up_to"]
    await _rule(office, lines)


async def given_step(office: "Office", step: Mapping[str, Any]) -> None:
    await _rule(office, [await _line(office, name, need=step["need"]) | {"title": ""} for name in step["approvers"]])


async def given_steps(office: "Office", names: list[str]) -> None:
    await _rule(office, [await _line(office, name, order=n) for n, name in enumerate(names, 1)])


async def given_document(office: "Office", name: str) -> None:
    office.things["document"] = name


async def given_approver(office: "Office", name: str) -> None:
    office.things["approver"] = name


async def given_leave(office: "Office", leave: Mapping[str, Any]) -> None:
    office.things["leave"] = leave


async def given_deputy(office: "Office", deputies: Mapping[str, str]) -> None:
    """Deputies for the days of leave: from the first through the day before the last (half open)."""
    for name, deputy in deputies.items():
        first, end = (date.fromisoformat(str(day)) for day in office.things["leave"][name])
        away, stand_in = await office.person(name), await office.person(deputy)
        days = {"first": first.isoformat(), "last": (end - timedelta(days=1)).isoformat()}
        await away.perform("base.delegate", {"deputy": stand_in.scope.user, **days})


async def given_manager_of(office: "Office", managers: Mapping[str, str]) -> None:
    for name, manager in managers.items():
        user, above = (await office.person(name)).scope.user, (await office.person(manager)).scope.user
        MANAGER_OF[office.boss.scope.company, user] = above
    await _rule(office, [await _line(office, office.things["approver"])])


# -- steps ------------------------------------------------------------------------------------------------


async def _ask(actor: Actor, **content: Any) -> tuple[int, int]:
    letter = (await actor.perform("letters.write", content)).id
    return letter, (await actor.perform("base.request_approval", kind=KIND, document=letter)).request


async def route(office: "Office", step: Mapping[str, Any]) -> list[str]:
    _letter, request = await _ask(office.boss, amount=step["amount"], currency=step.get("currency", "IDR"))
    reader = await office.boss.reader()
    rows = await reader.rows("select title from base.approval_step where request_id = %s order by order_no", request)
    return [title for (title,) in rows]


async def votes(office: "Office", step: Mapping[str, Any]) -> str:
    _letter, request = await _ask(office.boss)
    outcome = "waiting"
    for name, word in step["order"]:
        outcome = (await _vote(await office.person(name), request, is_yes=word == "yes")).outcome
    return OUTCOMES[outcome]


async def _vote(actor: Actor, request: int, *, is_yes: bool) -> Any:
    digest = await (await actor.reader()).value("select digest from base.approval_request where id = %s", request)
    seen = {"id": request, "digest": digest}
    return await (actor.perform("base.approve", seen) if is_yes else actor.perform("base.decline", {**seen, "reason": "no"}))


async def request(office: "Office", step: Mapping[str, Any]) -> str:
    """Who is assigned on the day; where it is the approver in person, who it becomes while nobody decides."""
    asker, day = await office.person(step["by"]), date.fromisoformat(str(step["at"]))
    office.set_clock(datetime.combine(day, time(9)))
    _letter, asked = await _ask(asker)
    now = await _assigned(office, asker, asked)
    if now == office.things["approver"]:
        for later in (day + timedelta(days=n) for n in range(1, 15)):
            office.set_clock(datetime.combine(later, time(9)))
            then = await _assigned(office, asker, asked)
            if then != now:
                return f"{now}, then {then} from {later.isoformat()} while undecided"
    return now


async def _assigned(office: "Office", asker: Actor, asked: int) -> str:
    first = (await asker.perform("letters.who_decides", id=asked)).users[0]
    return next(name for name, actor in office.people.items() if actor.scope.user == first)


async def submit(office: "Office", step: Mapping[str, Any]) -> None:
    letter, asked = await _ask(office.boss, title=office.things["document"], text=f"version {step['version']}")
    office.things |= {"letter": letter, "versions": {asked: step["version"]}}


async def edit(office: "Office", step: Mapping[str, Any]) -> None:
    await office.boss.perform(
        "letters.write", id=office.things["letter"], title=office.things["document"], text=f"version {step['version']}"
    )
    office.things["versions"][max([r for r, *_rest in await _requests(office)])] = step["version"]


async def approve(office: "Office", step: Mapping[str, Any]) -> None:
    newest = max(r for r, *_rest in await _requests(office))
    await _vote(await office.person(step["by"]), newest, is_yes=True)


async def _requests(office: "Office") -> list[tuple[Any, ...]]:
    reader = await office.boss.reader()
    return await reader.rows(
        "select id, coalesce(outcome, 'waiting'), void_at is not null from base.approval_request"
        " where kind = %s and document_id = %s order by id",
        KIND,
        office.things["letter"],
    )


# -- checks -----------------------------------------------------------------------------------------------


async def results(office: "Office") -> list[Any]:
    return office.results


async def approvals(office: "Office") -> list[dict[str, Any]]:
    """Every vote on the document, with the version that it was about."""
    reader = await office.boss.reader()
    rows = await reader.rows(
        "select v.request_id, u.name, r.void_at is not null from base.approval_vote v join core.app_user u on u.id = v.voter_id"
        " join base.approval_request r on r.id = v.request_id where r.document_id = %s and r.kind = %s order by v.id",
        office.things["letter"],
        KIND,
    )
    versions = office.things["versions"]
    return [{"version": versions[r], "by": who, **({"void": True} if void else {})} for r, who, void in rows]


async def state(office: "Office") -> str:
    return str((await _requests(office))[-1][1])


async def approved_version(office: "Office") -> int | None:
    live = [r for r, outcome, void in await _requests(office) if outcome == "approved" and not void]
    return office.things["versions"][live[0]] if live else None


STEPS = {"route": route, "votes": votes, "request": request, "submit": submit, "edit": edit, "approve": approve}
CHECKS = {"steps": results, "assigned": results, "approvals": approvals, "state": state, "approved_version": approved_version}
GIVEN = {
    "routes": given_routes,
    "step": given_step,
    "steps": given_steps,
    "document": given_document,
    "approver": given_approver,
    "leave": given_leave,
    "deputy": given_deputy,
    "manager_of": given_manager_of,
}
TELLING = {"routes", "step", "steps", "approver"}
