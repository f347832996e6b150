"""My account: profile, password, sessions, API tokens."""

import re

import httpx

from dapur.people.scopes import scope_of_token
from dapur.testing.companies import PASSWORD, Actor
from tests.web.browsing import HOST, Visitor, attribute, text_of, visit

NEW = "sebuah kalimat yang baru"


async def test_name_language_theme_and_keys_are_saved(owner: Visitor) -> None:
    saved = await owner.post("account", {"name": "Nama Lain", "language": "en", "theme": "dark", "ctrl_keys_on": "1"})

    page = await owner.get("account")
    assert saved.status_code == 303
    assert attribute(page, "f-name", "value") == "Nama Lain"
    head = page.text[:600]
    assert 'lang="en"' in head and 'data-theme="dark"' in head and 'data-keys="off"' in head and 'data-ctrl-keys="on"' in head
    assert "Profile" in text_of(page)


async def test_an_empty_name_is_told_at_its_field(owner: Visitor) -> None:
    page = await owner.post("account", {"name": " ", "language": "id", "theme": "auto"})

    assert page.status_code == 422 and 'id="f-name-error"' in page.text


async def test_a_new_password_asks_for_the_present_one_and_ends_other_sessions(owner: Visitor, actor: Actor) -> None:
    elsewhere = await visit(actor)

    wrong = await owner.post("account/password", {"present": "bukan ini", "password": NEW, "again": NEW})
    differ = await owner.post("account/password", {"present": PASSWORD, "password": NEW, "again": NEW + "!"})
    assert (wrong.status_code, differ.status_code) == (422, 422)
    assert 'id="f-present-error"' in wrong.text and 'id="f-again-error"' in differ.text
    assert NEW not in wrong.text and PASSWORD not in differ.text, "a typed password never comes back"
    assert (await elsewhere.get("")).status_code == 200

    changed = await owner.post("account/password", {"present": PASSWORD, "password": NEW, "again": NEW})

    assert changed.status_code == 303
    assert (await owner.get("")).status_code == 200
    assert (await elsewhere.get("")).status_code == 303
    await elsewhere.client.aclose()


async def test_my_sessions_are_listed_and_can_be_ended(owner: Visitor, actor: Actor) -> None:
    others = [await visit(actor) for _ in range(3)]
    page = await owner.get("account/sessions")
    assert text_of(page).count("tests") >= 3 and "Yang ini" in text_of(page)

    one = re.search(r'account/sessions/(\d+)/end"', page.text)
    assert one
    assert (await owner.post(f"account/sessions/{one.group(1)}/end", {})).status_code == 303
    assert sorted([(await v.get("")).status_code for v in others]) == [200, 200, 303]

    await owner.post("account/sessions/end-others", {})
    assert [(await v.get("")).status_code for v in others] == [303, 303, 303]
    assert (await owner.get("")).status_code == 200
    for visitor in others:
        await visitor.client.aclose()


async def test_nobody_ends_somebody_elses_session(owner: Visitor, other: Actor) -> None:
    theirs = await visit(other)
    page = await theirs.get("account/sessions")
    assert "Yang ini" in text_of(page)
    async with other.house.pools.read() as connection:
        cursor = await connection.execute(b"select id from core.sessions_of(%s)", (other.scope.user,))
        row = await cursor.fetchone()
    assert row

    assert (await owner.post(f"account/sessions/{row[0]}/end", {})).status_code == 404
    assert (await theirs.get("")).status_code == 200
    await theirs.client.aclose()


async def test_a_token_is_shown_once_works_shows_its_use_and_is_ended(owner: Visitor, actor: Actor) -> None:
    form = await owner.get("account/tokens/new")
    fields = {"_key": attribute(form, "form-key", "value"), "name": "Toko web", "scopes": ["core.audit.read"], "days": "30"}
    first = await owner.post("account/tokens/new", fields)
    again = await owner.post("account/tokens/new", fields)

    token = re.search(r"dapur_[\w-]{20,}", first.text)
    assert token and not re.search(r"dapur_[\w-]{20,}", again.text)
    found = await scope_of_token(actor.house, token.group(), owner.code)
    assert found and found[0].permissions == {"core.audit.read"}
    listed = await owner.get("account/tokens")
    assert "Toko web" in text_of(listed) and "Membaca jejak audit" in text_of(listed) and "belum pernah" not in text_of(listed)

    number = re.search(r"account/tokens/(\d+)/end", listed.text)
    assert number
    await owner.post(f"account/tokens/{number.group(1)}/end", {})
    actor.house.caches.drop("everything")
    assert await scope_of_token(actor.house, token.group(), owner.code) is None
    assert "Berakhir" in text_of(await owner.get("account/tokens"))


async def test_a_token_without_name_or_rights_is_told_at_its_fields(owner: Visitor) -> None:
    page = await owner.post("account/tokens/new", {"name": "", "days": "9999"})

    assert page.status_code == 422
    for field in ("name", "scopes", "days"):
        assert f'id="f-{field}-error"' in page.text


async def test_the_keyboard_map_names_the_departments_letters(owner: Visitor) -> None:
    page = text_of(await owner.get("account/keys"))

    assert "Ctrl K" in page and "g h" in page and "g k" in page


async def test_account_pages_of_strangers_are_closed(actor: Actor, other: Actor) -> None:
    stranger = await visit(other)
    async with httpx.AsyncClient(transport=stranger.client._transport, base_url=HOST) as nobody:
        answer = await nobody.get(f"/{stranger.code}/account/sessions")
    code = await actor.code()

    assert answer.status_code == 303
    assert (await stranger.client.get(f"/{code}/account")).status_code == 404
    await stranger.client.aclose()
