"""Papers of the warehouse: what goes with the goods, what is picked, what is stuck on shelves."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from dapur.documents.paper import draw_paper
from dapur_logistics.documents import delivery_note, labels, pick_list
from tests.plugins.logistics.warehouse import Warehouse


async def test_delivery_note_pick_list_and_labels_are_made(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = await warehouse.actor.perform("logistics.save_location", code="A-01", name="Rak A-01", parent=warehouse.place)
    await warehouse.receive(10, place=shelf.id)
    order = await warehouse.order(4)
    await warehouse.actor.perform("logistics.reserve_order", id=order)
    reader = await warehouse.actor.reader()
    papers: list[tuple[Path, dict[str, Any]]] = []

    def kept(template: Path, data: dict[str, Any], when: datetime) -> bytes:
        papers.append((template, data))
        return b"%PDF-"

    for module in (pick_list, delivery_note, labels):
        monkeypatch.setattr(module, "write_paper", kept)

    await reader.document(pick_list.PICK_LIST, {"id": order})
    delivered = await warehouse.actor.perform("logistics.deliver_order", order=order)
    named = await reader.document(delivery_note.DELIVERY_NOTE, {"id": delivered.id})
    await reader.document(labels.ITEM_LABELS, {"id": await warehouse.item(), "copies": 3})

    (_p, picked), (_d, note), (_l, label) = papers
    assert [row[:1] + row[4:] for row in picked["rows"]] == [["A-01", "4", "pcs"]]
    assert (note["rows"], named.name) == ([["BAUT", "BAUT", "", "4", "pcs"]], delivered.number.replace("/", "-") + ".pdf")
    assert (label["code"], label["copies"]) == ("BAUT", 3)
    # And typst takes each of them: a page, a page, three labels.
    assert [len(draw_paper(template, data, when=reader.now)) for template, data in papers] == [1, 1, 3]
