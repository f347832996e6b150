"""The company's own facts: set once, at the head of every paper, and in the API."""

from dapur.documents.letterhead import paper_head
from dapur.testing.companies import Actor
from tests.core.graphql.asking import data

FACTS = {
    "core.address": "Jalan Kemang Raya 45\nJakarta Selatan 12730",
    "core.tax_number": "0031456789062000",
    "core.email": "halo@rejeki.example",
}


async def test_the_head_says_what_the_company_has_set_in_the_papers_language(actor: Actor) -> None:
    bare = paper_head(await actor.reader(), "id")
    await actor.perform("core.change_settings", values=FACTS)
    head = paper_head(await actor.reader(), "id")["letterhead"]

    assert bare["letterhead"] == {"address": "", "numbers": ""}
    assert head["address"].splitlines() == ["Jalan Kemang Raya 45", "Jakarta Selatan 12730"]
    assert head["numbers"] == "NPWP 0031456789062000 · Surel halo@rejeki.example"
    assert "Tax number 0031456789062000" in paper_head(await actor.reader(), "en")["letterhead"]["numbers"]


async def test_the_api_tells_the_companys_facts(actor: Actor) -> None:
    await actor.perform("core.change_settings", values=FACTS)
    found = await data(actor, "{ coreCompany { address taxNumber phone currency } }")

    assert found["coreCompany"] == {
        "address": FACTS["core.address"],
        "taxNumber": FACTS["core.tax_number"],
        "phone": "",
        "currency": "IDR",
    }
