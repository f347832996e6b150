"""People and roles in the pages: inviting, choosing roles, disabling, the matrix, who may do what and why."""

import re

import pytest

from dapur.operations.perform import perform
from dapur.people.invite import accept_invitation, invited_scope
from dapur.testing.companies import Actor, new_member
from tests.web.browsing import Visitor, attribute, text_of, visit

PASSWORD = "kalimat rahasia yang panjang"


async def role(actor: Actor, code: str) -> str:
    reader = await actor.reader()
    number = await reader.value("select id from core.role where company_id = %s and code = %s", actor.scope.company, code)
    return str(number)


async def test_an_invitation_is_a_link_that_is_shown_once(owner: Visitor, actor: Actor) -> None:
    form = await owner.get("people/invite")
    fields = {
        "_key": attribute(form, "form-key", "value"),
        "email": "ani@example.id",
        "name": "Ani",
        "roles": await role(actor, "clerk"),
    }

    first = await owner.post("people/invite", fields)
    again = await owner.post("people/invite", fields)

    link = re.search(r"http://[^<\s]+/invitation/[\w-]+", first.text)
    assert link and "hanya ditampilkan sekarang" in text_of(first)
    assert "/invitation/" not in again.text and "sudah pernah ditampilkan" in text_of(again)
    invitations = text_of(await owner.get("people/invitations"))
    assert invitations.count("ani@example.id") >= 1 and "Terbuka" in invitations


async def test_the_link_opens_a_page_that_asks_for_a_password_and_lets_in(owner: Visitor, actor: Actor) -> None:
    made = await actor.perform(
        "core.invite_person", email="beni@example.id", name="Beni", roles=[int(await role(actor, "auditor"))]
    )
    owner.client.cookies.clear()

    page = await owner.client.get(made.link)
    weak = await owner.client.post(made.link, data={"password": "pendek"})
    joined = await owner.client.post(made.link, data={"password": PASSWORD})
    used = await owner.client.get(made.link)
    signed_in = await owner.client.post("/sign-in", data={"email": "beni@example.id", "password": PASSWORD})

    assert page.status_code == 200 and "beni@example.id" in page.text
    assert weak.status_code == 422 and 'id="f-password-error"' in weak.text
    assert joined.status_code == 303 and used.status_code == 404
    assert signed_in.status_code == 303
    owner.client.cookies.set("dapur_session", signed_in.cookies["dapur_session"])
    assert (await owner.get("audit")).status_code == 200
    assert (await owner.get("people/invite")).status_code == 403


async def test_fv2_what_is_wrong_with_an_invitation_is_told_at_its_field(owner: Visitor) -> None:
    page = await owner.post("people/invite", {"email": "bukan alamat", "name": ""})

    assert page.status_code == 422
    for field in ("email", "name", "roles"):
        assert f'href="#f-{field}"' in page.text and f'id="f-{field}-error"' in page.text
    assert 'value="bukan alamat"' in page.text


async def test_an_open_invitation_can_be_withdrawn(owner: Visitor, actor: Actor) -> None:
    made = await actor.perform(
        "core.invite_person", email="caca@example.id", name="Caca", roles=[int(await role(actor, "clerk"))]
    )

    answer = await owner.post(f"people/invitations/{made.id}/withdraw", {})

    assert answer.status_code == 303
    assert (await owner.client.get(made.link)).status_code == 404


async def test_roles_of_a_person_decide_what_they_may_do_and_the_page_says_why(owner: Visitor, actor: Actor) -> None:
    member = await new_member(actor, "clerk", name="Dodi")
    page = await owner.get(f"people/{member.scope.user}")
    assert "Dodi" in text_of(page) and "Membaca jejak audit" not in text_of(page)

    saved = await owner.post(f"people/{member.scope.user}", {"roles": [await role(actor, "clerk"), await role(actor, "auditor")]})

    assert saved.status_code == 303
    after = text_of(await owner.get(f"people/{member.scope.user}"))
    assert "Membaca jejak audit Auditor, hanya baca semua baris" in after
    assert "Ubah peran" in after, "the history tells it"


async def test_the_last_administrator_is_told_at_the_roles(owner: Visitor, actor: Actor) -> None:
    page = await owner.post(f"people/{actor.scope.user}", {"roles": await role(actor, "clerk")})

    assert page.status_code == 422
    assert 'id="f-roles-error"' in page.text


async def test_disabling_ends_the_sessions_and_enabling_lets_in_again(owner: Visitor, actor: Actor) -> None:
    member = await new_member(actor, "clerk")
    theirs = await visit(member)
    assert (await theirs.get("")).status_code == 200

    await owner.post(f"people/{member.scope.user}/disable", {})
    assert (await theirs.get("")).status_code == 303
    await theirs.client.aclose()

    await owner.post(f"people/{member.scope.user}/enable", {})
    back = await visit(member)
    assert (await back.get("")).status_code == 200
    await back.client.aclose()


async def test_the_matrix_shows_each_right_and_role_and_leads_to_who_and_why(owner: Visitor, actor: Actor) -> None:
    await new_member(actor, "auditor", name="Eka Auditor")

    matrix = await owner.get("roles")
    who = text_of(await owner.get("roles/rights/core.audit.read"))

    assert "roles/rights/core.audit.read" in matrix.text
    assert "Eka Auditor Auditor, hanya baca semua baris" in who
    assert "Jejak audit" in who, "what the right opens"


async def test_a_role_is_made_changed_and_deleted(owner: Visitor) -> None:
    made = await owner.post("roles/new", {"title": "Kasir", "permissions": ["core.export", "pantry.read"]})
    address = made.headers["location"].partition("?")[0].removeprefix(f"/{owner.code}/")
    page = await owner.get(address)
    assert "checked" in re.search(r'<input[^>]*value="pantry.read"[^>]*>', page.text).group()  # type: ignore[union-attr]
    version = attribute(page, "form-version", "value")

    changed = await owner.post(address, {"title": "Kasir", "permissions": ["core.export"], "_version": version})
    stale = await owner.post(address, {"title": "Kasir lama", "permissions": [], "_version": version})

    assert changed.status_code == 303
    assert stale.status_code == 409 and 'value="Kasir lama"' in stale.text
    assert (await owner.post(f"{address}/delete", {})).status_code == 303
    assert (await owner.get(address)).status_code == 404


async def test_a_role_of_the_same_name_is_told_at_its_field_and_ticks_stay(owner: Visitor) -> None:
    await owner.post("roles/new", {"title": "Ganda", "permissions": ["core.export"]})

    page = await owner.post("roles/new", {"title": "Ganda", "permissions": ["core.view.save"]})

    assert page.status_code == 422 and 'id="f-title-error"' in page.text
    assert "checked" in re.search(r'<input[^>]*value="core.view.save"[^>]*>', page.text).group()  # type: ignore[union-attr]


async def test_fv14_a_form_sent_twice_is_done_once(owner: Visitor) -> None:
    form = await owner.get("roles/new")
    fields = {"_key": attribute(form, "form-key", "value"), "title": "Sekali", "permissions": "core.export"}

    answers = [await owner.post("roles/new", fields) for _ in range(2)]

    assert [a.status_code for a in answers] == [303, 303]
    assert text_of(await owner.get("roles")).count("Sekali") == 1


@pytest.mark.parametrize(
    "path", ["people/invite", "people/{user}", "people/{user}/disable", "roles/new", "roles/{role}", "roles/{role}/delete"]
)
async def test_who_only_reads_people_changes_nothing(actor: Actor, path: str) -> None:
    reader = await visit(await new_member(actor, "auditor"))

    page = await reader.post(path.format(user=actor.scope.user, role=await role(actor, "clerk")), {"title": "X", "roles": ["1"]})

    assert page.status_code == 403
    await reader.client.aclose()


async def test_another_companys_person_and_role_are_not_there(owner: Visitor, other: Actor) -> None:
    theirs = await role(other, "clerk")

    for path in (f"people/{other.scope.user}", f"roles/{theirs}"):
        assert (await owner.get(path)).status_code == 404
    assert (await owner.post(f"people/{other.scope.user}/disable", {})).status_code == 404


async def test_a_used_link_of_one_company_does_not_open_another(actor: Actor, other: Actor) -> None:
    made = await actor.perform(
        "core.invite_person", email="fani@example.id", name="Fani", roles=[int(await role(actor, "clerk"))]
    )
    raw = {"token": made.link.rpartition("/")[2], "password": PASSWORD}

    joined = await perform(actor.house, invited_scope(actor.scope.company), accept_invitation, raw)

    page = await visit(await new_member(other, "clerk"))
    assert joined.result and (await page.client.get(made.link)).status_code == 404
    await page.client.aclose()
