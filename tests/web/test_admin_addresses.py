"""Every address of the management, as it stands in the table: closed to strangers, to other companies, to who lacks the right."""

from dapur.testing.companies import Actor, new_member
from dapur_web.server.administration.addresses import ADDRESSES, EXPORTS
from tests.web.browsing import Visitor, visit

OWN_ACCOUNT = "account"


def filled(path: str) -> str:
    return path.replace("{id}", "1").replace("{name}", "pantry" if "departments" in path else "core")


SHOWN = [*(filled(a.path) for a in ADDRESSES if a.show), *(f"{name}.{kind}" for name in EXPORTS for kind in ("csv", "xlsx"))]
CHANGED = [filled(a.path) for a in ADDRESSES if a.change]


async def test_strangers_sign_in_first(visitor: Visitor) -> None:
    visitor.client.cookies.clear()

    assert {(await visitor.get(path)).status_code for path in SHOWN} <= {303, 401}


async def test_another_companys_management_does_not_exist(boss: Actor, other: Actor) -> None:
    stranger = await visit(other)
    code = await boss.code()

    for path in SHOWN:
        assert (await stranger.client.get(f"/{code}/{path}")).status_code == 404, path
    for path in CHANGED:
        answer = await stranger.client.post(f"/{code}/{path}", data={"_csrf_token": stranger.csrf, "title": "X"})
        assert answer.status_code == 404, path
    await stranger.client.aclose()


async def test_without_a_role_all_but_the_own_account_is_closed(boss: Actor) -> None:
    nobody = await visit(await new_member(boss))
    open_ones = [p for p in SHOWN if (await nobody.get(p)).status_code == 200]
    changed = {p: (await nobody.post(p, {"title": "X", "name": "X"})).status_code for p in CHANGED}

    assert {p.partition("/")[0] for p in open_ones} == {OWN_ACCOUNT}
    assert not any("tokens" in p for p in open_ones)
    refused = {p: status for p, status in changed.items() if not p.startswith(OWN_ACCOUNT) or "tokens" in p}
    assert set(refused.values()) <= {403, 404}, refused
    await nobody.client.aclose()


async def test_a_post_that_no_page_of_ours_made_changes_nothing(visitor: Visitor) -> None:
    for path in CHANGED:
        assert (await visitor.post(path, {"_csrf_token": "0" * 40})).status_code == 403, path
        assert (await visitor.post(path, {}, origin="https://evil.example")).status_code == 403, path


async def test_the_right_to_read_is_not_the_right_to_change(boss: Actor) -> None:
    auditor = await visit(await new_member(boss, "auditor"))

    for path in ("settings", "settings/core", "roles/new", "people/1", "people/1/disable", "departments/pantry/off"):
        assert (await auditor.post(path, {"name": "X", "title": "X"})).status_code == 403, path
    for path in ("settings", "people", "roles", "audit", "audit/seals"):
        assert (await auditor.get(path)).status_code == 200, path
    await auditor.client.aclose()
