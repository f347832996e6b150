"""Every kind of no has its own page: you may not, the rules say no, it is not there, we failed."""

import pytest

from dapur.testing.companies import Actor, new_member
from tests.web.browsing import Visitor, attribute, text_of, visit


async def test_sh7_a_stranger_signs_in_first_and_comes_back(visitor: Visitor) -> None:
    visitor.client.cookies.clear()
    answer = await visitor.get("pantry/jars?status=open")

    assert answer.headers["location"] == f"/sign-in?next=%2F{visitor.code}%2Fpantry%2Fjars%3Fstatus%3Dopen"


async def test_a_script_whose_session_ended_is_told_so(visitor: Visitor) -> None:
    assert (await visitor.get("_alive")).status_code == 204
    visitor.client.cookies.clear()

    assert (await visitor.get("_alive")).status_code == 401
    assert (await visitor.post("pantry/jars/new", {}, **{"hx-request": "true"})).status_code == 401


async def test_sign_in_answers_scripts_with_the_new_token(visitor: Visitor, boss: Actor) -> None:
    wrong = await visitor.client.post(
        "/sign-in", data={"email": boss.email, "password": "salah"}, headers={"accept": "application/json"}
    )
    right = await visitor.client.post(
        "/sign-in", data={"email": boss.email, "password": "kata sandi untuk uji coba"}, headers={"accept": "application/json"}
    )

    assert wrong.status_code == 422 and wrong.json()["message"]
    assert right.status_code == 200 and len(right.json()["csrf"]) == 40


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example/", "/\\evil.example", "/a\r\nb"])
async def test_sign_in_never_leads_to_another_site(visitor: Visitor, boss: Actor, wanted: str) -> None:
    fields = {"email": boss.email, "password": "kata sandi untuk uji coba", "next": wanted}
    answer = await visitor.client.post("/sign-in", data=fields)

    assert answer.status_code == 303 and answer.headers["location"] == "/"


async def test_st4_what_one_may_not_do_names_the_right(boss: Actor) -> None:
    clerk = await visit(await new_member(boss, "clerk"))
    page = await clerk.get("pantry/jars/new")
    offered = await clerk.get("pantry/jars")

    assert page.status_code == 403 and 'class="state kind-may"' in page.text
    assert "Mengisi lemari" in text_of(page)
    assert 'id="new"' not in offered.text
    await clerk.client.aclose()


@pytest.mark.parametrize(
    "path", ["pantry/nothing", "pantry/jars/999999", "pantry/jars/abc", "pantry/do/nothing", "nothing/at/all"]
)
async def test_what_is_not_there_is_not_found(visitor: Visitor, path: str) -> None:
    page = await visitor.get(path)

    assert page.status_code == 404 and 'class="state kind-gone"' in page.text


async def test_another_company_is_not_found_for_reading_and_for_writing(visitor: Visitor, other: Actor) -> None:
    code = await other.code()
    page = await visitor.client.get(f"/{code}/pantry/jars")
    post = await visitor.client.post(f"/{code}/pantry/shelves/new", data={"_csrf_token": visitor.csrf, "code": "X", "name": "X"})

    assert page.status_code == post.status_code == 404


async def test_a_form_without_its_token_is_refused(visitor: Visitor) -> None:
    for token in ("", "0" * 40):
        answer = await visitor.post("pantry/shelves/new", {"_csrf_token": token, "code": "X", "name": "X", "_do": "save"})
        assert answer.status_code == 403


async def test_a_form_of_another_site_is_refused(visitor: Visitor) -> None:
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        answer = await visitor.post("pantry/shelves/new", {"code": "X", "name": "X", "_do": "save"}, **headers)
        assert answer.status_code == 403


async def test_st3_a_failure_of_ours_gives_a_code_and_no_inside(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_args: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("dapur_web.server.routes.home_page", broken)
    page = await visitor.get("")

    assert page.status_code == 500 and 'id="state-code"' in page.text
    assert "secret inside" not in page.text and "Traceback" not in page.text


async def test_a_plugin_page_of_its_own_stands_in_the_shell_and_is_escaped(visitor: Visitor) -> None:
    page = await visitor.get("pantry/recipe")

    assert "Isi &lt;penuh&gt;." in page.text and 'aria-current="page">Resep' in page.text


async def test_a_refused_deed_leads_back_to_where_it_was_asked_for(visitor: Visitor) -> None:
    own, other = f"http://127.0.0.1:8765/{visitor.code}/pantry/jars?q=x", "https://evil.example/pantry"
    back = await visitor.post("pantry/do/seal_jar", {"id": "999999"}, referer=own)
    home = await visitor.post("pantry/do/seal_jar", {"id": "999999"}, referer=other)

    assert back.status_code == home.status_code == 422
    assert f'href="/{visitor.code}/pantry/jars?q=x"' in back.text and "evil" not in home.text


async def test_what_is_refused_on_a_record_is_told_on_the_record(visitor: Visitor, boss: Actor) -> None:
    jar = (await boss.page("pantry.jars")).dicts()[0]
    told = await visitor.post("pantry/do/seal_jar", {"id": "999999", "_from": f"jars/{jar['id']}"})

    assert told.status_code == 422
    assert "Stoples itu tidak ada." in text_of(told) and jar["number"] in text_of(told)
    assert attribute(told, "summary", "role") == "alert"
