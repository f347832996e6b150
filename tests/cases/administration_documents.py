"""Documents: versions and tombstones, retention, holds, two people at one version."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from dapur.contract import DapurError, Refused
from dapur.queries.plan import Wish
from dapur.testing.companies import Actor

if TYPE_CHECKING:
    from tests.cases.administration import Office

CODES = {
    "ADMINISTRATION_APPROVED_VERSION": "approved_version",
    "ADMINISTRATION_LEGAL_HOLD": "legal_hold",
    "ADMINISTRATION_NOT_APPROVED": "not_approved",
    "ADMINISTRATION_CHECKED_OUT": "checked_out",
    "VERSION_CHANGED": "changed_meanwhile",
}
RECORD = {"number": "code", "title": "title", "sha": "sha", "destroyed_on": "destroyed_on", "approved_by": "approved_by"}


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _told(refused: DapurError) -> str:
    return CODES.get(refused.code, refused.code)


# -- given ------------------------------------------------------------------------------------------------


async def given_document(office: "Office", told: Any) -> None:
    """A title alone, or a document of a class that may be destroyed from a day on."""
    if isinstance(told, str):
        await _class(office, told, "document_date", 2, None)
        office.things["document"] = await _file(office, told, title=told, document_date=date(2026, 1, 5))
        return
    office.set_clock(datetime(2026, 3, 10, 3, tzinfo=UTC))
    await _class(office, told["class"], "end_of_fiscal_year", 2, 8)
    writer = await office.person("ani", "administrator")
    file = await _upload(writer, "one")
    office.things["document"] = await _file(office, told["class"], document_date=date(2026, 3, 10), file=file, by=writer)
    assert (await _read(office, office.things["document"]))["destroy_from"] == _day(told["may_be_destroyed_from"])


async def given_hold(office: "Office", told: Mapping[str, Any]) -> None:
    raw = {"code": told["case"], "reason": "Pemeriksaan", "from_day": told["from"], "document_id": office.things["document"]}
    office.things["hold"] = (await office.boss.perform("administration.place_hold", raw)).id


async def given_version(office: "Office", count: int) -> None:
    for number in range(count):
        await _save(office, "ani", number)


async def given_schedule(office: "Office", classes: list[Mapping[str, Any]]) -> None:
    for one in classes:
        await _class(office, one["class"], one["start"], one["active_years"], one["inactive_years"], one["then"])


async def given_fiscal_year_end(office: "Office", last: str) -> None:
    await office.boss.perform("core.change_setting", name="administration.fiscal_year_end", value=last)


async def _class(office: "Office", code: str, start: str, active: int, inactive: int | None, outcome: str | None = None) -> None:
    made = await office.boss.perform(
        "administration.save_retention_class",
        code=code,
        name_id=code,
        name_en=code,
        start_event=start,
        active_years=active,
        inactive_years=inactive,
        outcome=outcome or ("permanent" if inactive is None else "destroy"),
    )
    office.things[f"class {code}"] = made.id


async def _file(office: "Office", code: str, by: Actor | None = None, **facts: Any) -> int:
    raw = {"title": "Bukti", "class_id": office.things[f"class {code}"], "document_date": date(2026, 1, 5), **facts}
    return int((await (by or office.boss).perform("administration.file_document", raw)).id)


async def _upload(who: Actor, content: str) -> int:
    return int((await who.perform("core.upload_file", name="sop.txt", content=content.encode())).id)


async def _read(office: "Office", document: int) -> dict[str, Any]:
    reader = await office.boss.reader()
    return await reader.one(reader.house.registry.queries["administration.documents"], document)


# -- steps ------------------------------------------------------------------------------------------------


async def _save(office: "Office", by: str, based_on: int | None = None, content: str = "", label: str = "") -> int:
    who = await office.person(by, "administrator")
    file = await _upload(who, content or f"{by} on {based_on}")
    raw = {"id": office.things["document"], "file": file, "label": label, "based_on": based_on}
    return int((await who.perform("administration.save_version", raw)).no)


async def upload(office: "Office", step: Mapping[str, Any]) -> None:
    await _save(office, step["by"], content=step["sha"], label=step["label"])


async def save(office: "Office", step: Mapping[str, Any]) -> Any:
    if "at" in step:
        office.set_clock(datetime.fromisoformat(str(step["at"])))
    try:
        no = await _save(office, step["by"], step["based_on"])
    except DapurError as refused:
        facts = refused.problems[0].data
        names = [name for name, actor in office.people.items() if actor.scope.user == facts.get("by")]
        return {
            "refused": _told(refused),
            **({"current": facts["current"]} if "current" in facts else {}),
            **({"by": names[0]} if names else {}),
        }
    return f"ok -> version {no}"


async def check_out(office: "Office", step: Mapping[str, Any]) -> None:
    office.set_clock(datetime.fromisoformat(str(step["at"])))
    who = await office.person(step["by"], "administrator")
    await who.perform("administration.check_out", id=office.things["document"], until=str(step["until"]))


async def _versions(office: "Office") -> dict[int, dict[str, Any]]:
    columns = ("id", "no", "sha", "status", "restored_from")
    wish = Wish(columns=columns, filters={"document": office.things["document"]}, sort=("no",))
    return {row["no"]: row for row in (await office.boss.page("administration.document_versions", wish)).dicts()}


def _on_version(operation: str) -> Any:
    async def step(office: "Office", told: Mapping[str, Any]) -> None:
        version = (await _versions(office))[told["version"]]["id"]
        await office.boss.perform(operation, id=version)

    return step


async def file(office: "Office", step: Mapping[str, Any]) -> dict[str, Any]:
    facts = {"document_date": step.get("document_date", "2026-01-05"), "event_day": step.get("contract_end")}
    row = await _read(office, await _file(office, step["class"], **facts))
    days = {"active_through": "active_through", "inactive_through": "inactive_through", "may_be_destroyed_from": "destroy_from"}
    return {ours: row[theirs] and row[theirs].isoformat() for ours, theirs in days.items()}


async def destroy(office: "Office", step: Mapping[str, Any]) -> Any:
    """A list is made of the document, approved by a second person where the step says so, and carried out."""
    office.set_clock(datetime.combine(_day(step["on"]), datetime.min.time(), UTC).replace(hour=3))
    try:
        if "list" not in office.things:
            raw = {"documents": [{"document_id": office.things["document"]}]}
            office.things["list"] = (await office.boss.perform("administration.make_disposal_list", raw)).id
        if step.get("approved"):
            second = await office.person("budi", "administrator")
            await second.perform("administration.approve_disposal_list", id=office.things["list"])
        await office.boss.perform("administration.destroy_documents", id=office.things["list"])
    except Refused as refused:
        case = refused.problems[0].data.get("case")
        return {"refused": _told(refused), **({"case": case} if case else {})}
    return None


async def release_hold(office: "Office", step: Mapping[str, Any]) -> None:
    office.set_clock(datetime.combine(_day(step["on"]), datetime.min.time(), UTC).replace(hour=3))
    await office.boss.perform("administration.release_hold", id=office.things["hold"], reason="Selesai")


async def download(office: "Office", _step: Mapping[str, Any]) -> dict[str, Any]:
    reader = await office.boss.reader()
    version = (await _versions(office))[1]["id"]
    try:
        await reader.document(reader.house.registry.documents["administration.version_file"], {"id": version})
    except Refused as refused:
        gone = refused.code == "ADMINISTRATION_VERSION_GONE"
    row = await _read(office, office.things["document"])
    return {"gone": gone, "record_left": [name for name, column in RECORD.items() if row[column]]}


# -- checks -----------------------------------------------------------------------------------------------


async def versions(office: "Office") -> list[dict[str, Any]]:
    """Versions with the case's short names for their hashes."""
    found = await _versions(office)
    names = {row["sha"]: name for row, name in zip(found.values(), ("aaa", "bbb"), strict=False)}
    return [
        {
            "no": no,
            "sha": names[row["sha"]],
            **({"approved": True} if row["status"] == "approved" else {}),
            **({"deleted": True, "tombstone": True} if row["status"] == "deleted" else {}),
            **({"restored_from": row["restored_from"]} if row["restored_from"] else {}),
        }
        for no, row in found.items()
    ]


async def current(office: "Office") -> int:
    return int((await _read(office, office.things["document"]))["current"])


GIVEN = {
    "document": given_document,
    "version": given_version,
    "schedule": given_schedule,
    "fiscal_year_end": given_fiscal_year_end,
    "hold": given_hold,
}
TELLING = {"document", "schedule"}
STEPS = {
    "upload": upload,
    "approve": _on_version("administration.approve_version"),
    "restore": _on_version("administration.restore_version"),
    "delete_version": _on_version("administration.delete_version"),
    "file": file,
    "destroy": destroy,
    "release_hold": release_hold,
    "download": download,
    "save": save,
    "check_out": check_out,
}
CHECKS = {"versions": versions, "current": current}
