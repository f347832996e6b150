"""Pages with a template of their own: what is refused is told there, and a script gets the result as data."""

from dapur.testing.companies import Actor
from tests.web.browsing import Visitor, text_of


async def test_what_an_input_lacks_is_told_on_the_page_that_the_deed_was_tried_from(owner: Visitor) -> None:
    page = await owner.post("pantry/do/add_shelf", {"code": "", "name": "Atas", "_from": "recipe"})

    assert page.status_code == 422
    assert 'id="recipe"' in page.text and "Isi kode." in text_of(page)


async def test_a_script_that_accepts_data_gets_the_result(owner: Visitor, actor: Actor) -> None:
    fields = {"code": "A", "name": "Atas", "_from": "recipe"}

    answer = await owner.post("pantry/do/add_shelf", fields, accept="application/json, text/html")
    refused = await owner.post("pantry/do/add_shelf", fields, accept="application/json, text/html")

    assert (answer.status_code, set(answer.json())) == (200, {"id"})
    assert (refused.status_code, set(refused.json())) == (422, {"message", "code"})
