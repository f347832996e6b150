"""Listings: everything stands in the address, nothing works unseen, nothing forbidden is shown."""

import csv
import io
import re

import pytest

from dapur.testing.companies import Actor, new_member
from tests.web.browsing import Visitor, attribute, numbers_of, text_of, visit


async def test_ls1_the_address_alone_says_which_rows_are_shown(visitor: Visitor) -> None:
    page = await visitor.get("pantry/jars?status=sealed&status=broken")

    assert numbers_of(page) == ["T/0003", "T/0002"]


async def test_ls2_each_filter_in_the_address_is_a_chip_that_takes_itself_away(visitor: Visitor) -> None:
    page = await visitor.get("pantry/jars?status=open&filled.from=10/11/2026&price.to=26.000&sweet=0")

    assert [attribute(page, f"chip-x-{n}", "aria-label") for n in ("status", "filled", "price", "sweet")] == [
        "Hapus filter Status", "Hapus filter Diisi", "Hapus filter Harga", "Hapus filter Manis",
    ]  # fmt: skip
    assert "filled" not in attribute(page, "chip-x-filled", "href") and "status=open" in attribute(page, "chip-x-filled", "href")
    expected = [n for n in range(40, 60) if n % 3 and (n % 7 == 0 or 12500 + 250 * n <= 26000)]
    assert numbers_of(page) == [f"T/{n + 1:04}" for n in reversed(expected)]


async def test_ls2_a_filter_that_cannot_be_read_is_said_and_the_list_still_stands(visitor: Visitor) -> None:
    page = await visitor.get("pantry/jars?price.from=1.5")

    assert page.status_code == 200
    assert "1.5" in text_of(page) and 'id="list-error"' in page.text
    assert len(numbers_of(page)) == 50


async def test_ls3_a_default_view_opens_the_list_and_all_is_one_step_away(owner: Visitor) -> None:
    fields = {"title": "Rak saya", "page": "pantry/shelves", "state.q": "atas", "default": "1"}
    await owner.post("views", fields)

    opened = await owner.get("pantry/shelves")
    everything = await owner.get("pantry/shelves?view=all")

    assert opened.headers["location"].endswith("pantry/shelves?q=atas")
    assert everything.status_code == 200


async def test_ls6_search_finds_by_number_and_by_name(visitor: Visitor) -> None:
    assert numbers_of(await visitor.get("pantry/jars?q=T/0007")) == ["T/0007"]
    found = await visitor.get("pantry/jars?q=srikaya")
    assert "20 · Stoples" in text_of(found)


async def test_ls7_heads_sort_both_ways_and_say_so(visitor: Visitor) -> None:
    up = await visitor.get("pantry/jars?sort=price")
    down = await visitor.get("pantry/jars?sort=-price")

    assert 'aria-sort="ascending"' in up.text and "sort=-price" in attribute(up, "sort-price", "href")
    assert 'aria-sort="descending"' in down.text and numbers_of(down)[0] == "T/0060"


async def test_ls9_sums_name_their_scope(visitor: Visitor) -> None:
    page = text_of(await visitor.get("pantry/jars"))

    assert "Halaman ini" in page and "Semua 60" in page


async def test_ls10_paging_forth_and_back_shows_each_row_once(visitor: Visitor) -> None:
    path, seen, texts = "pantry/jars?size=25&sort=price", [], []
    while path:
        page = await visitor.get(path)
        seen += numbers_of(page)
        texts.append(re.search(r'id="pager-text">([^<]+)<', page.text).group(1))  # type: ignore[union-attr]
        path = attribute(page, "pager-on", "href").removeprefix(f"/{visitor.code}/") if 'id="pager-on"' in page.text else ""
    back = await visitor.get(attribute(page, "pager-back", "href").removeprefix(f"/{visitor.code}/"))

    assert len(seen) == len(set(seen)) == 60
    assert texts == ["1–25 dari 60", "26–50 dari 60", "51–60 dari 60"]
    assert numbers_of(back) == seen[25:50]


async def test_ls11_columns_are_chosen_and_ordered_by_the_address(visitor: Visitor) -> None:
    page = await visitor.get("pantry/jars?column=number&column=status&column=name")

    heads = re.findall(r'<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)', page.text)
    assert heads == ["Nomor", "Status", "Isi"]


async def test_ls12_a_file_has_the_same_rows_columns_and_order(visitor: Visitor) -> None:
    answer = await visitor.get("pantry/jars.csv?q=nanas&sort=number&column=number&column=price")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";" if b";" in answer.content else ","))
    numbers = [r[0] for r in rows if r and r[0].startswith("T/")]
    assert numbers == sorted(numbers) and len(numbers) == 20
    assert "attachment" in answer.headers["content-disposition"]


async def test_ls13_a_saved_view_is_a_tab_until_its_owner_deletes_it(owner: Visitor) -> None:
    await owner.post("views", {"title": "Cari nanas", "page": "pantry/jars", "state.q": "nanas"})
    page = await owner.get("pantry/jars?q=nanas")
    number = re.search(r'name="id" value="(\d+)"', page.text)

    assert "Cari nanas" in text_of(page) and number is not None
    await owner.post("views/delete", {"id": number.group(1), "page": "pantry/jars"})
    assert "Cari nanas" not in text_of(await owner.get("pantry/jars?q=nanas"))


async def test_ls13_nobody_deletes_a_view_of_somebody_else(actor: Actor, owner: Visitor) -> None:
    await owner.post("views", {"title": "Punya saya", "page": "pantry/jars", "state.q": "x", "shared": "1"})
    number = re.search(r'name="id" value="(\d+)"', (await owner.get("pantry/jars?q=x")).text)
    colleague = await visit(await new_member(actor, "accountant"))

    assert number is not None
    seen = await colleague.get("pantry/jars?q=x")
    answer = await colleague.post("views/delete", {"id": number.group(1), "page": "pantry/jars"})

    assert "Punya saya" in text_of(seen) and 'id="delete-view"' not in seen.text
    assert answer.status_code == 404
    await colleague.client.aclose()


async def test_st1_empty_for_ever_and_empty_by_filter_are_two_texts_with_a_next_step(owner: Visitor, visitor: Visitor) -> None:
    ever = await owner.get("pantry/jars")
    filtered = await visitor.get("pantry/jars?q=tidakada")

    assert "Belum ada stoples." in text_of(ever) and attribute(ever, "empty-new", "href").endswith("/pantry/jars/new")
    assert "Tanpa filter ada 60" in text_of(filtered) and attribute(filtered, "empty-clear", "href")


async def test_a_column_that_the_person_may_not_see_is_nowhere(boss: Actor) -> None:
    accountant = await visit(await new_member(boss, "accountant"))

    pages = [
        await accountant.get(path)
        for path in (
            "pantry/jars",
            "pantry/jars?column=cost&column=number&sort=cost",
            "pantry/jars.csv",
            "pantry/jars.csv?column=cost",
        )
    ]
    first = re.search(r'class="row-link" href="/[^/]+/([^"]+)"', pages[0].text)
    assert first is not None
    pages.append(await accountant.get(first.group(1)))

    assert [p.status_code for p in pages] == [200, 422, 200, 200, 200]
    assert not [p.text[p.text.index("Modal") - 200 :][:400] for p in pages if "Modal" in p.text]
    await accountant.client.aclose()


async def test_a_list_is_one_read_of_rows_and_one_of_totals(visitor: Visitor, reads: list[str]) -> None:
    await visitor.get("pantry/jars?status=open&sort=price")
    reads.clear()
    await visitor.get("pantry/jars?status=open&sort=price")

    assert sum("pantry.jar" in r for r in reads) == 2
    assert len(reads) <= 3, reads


async def test_counting_stops_where_the_books_are_long(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dapur_web.server.listing.COUNTED", 25)
    page = await visitor.get("pantry/jars?size=25")

    assert "1–25 dari 25+" in text_of(page) and 'id="pager-on"' in page.text
    assert 'p1">Halaman ini' in page.text and 'p1">Semua' not in page.text


async def test_fb1_a_message_is_shown_only_when_a_page_of_ours_led_here(visitor: Visitor) -> None:
    linked = await visitor.get("pantry/jars?_done=Telepon+0800")
    own = await visitor.get("pantry/jars?_done=Tersimpan", referer=f"http://127.0.0.1:8765/{visitor.code}/")

    assert "Telepon 0800" not in linked.text and "Tersimpan" in own.text
