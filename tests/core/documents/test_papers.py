from datetime import UTC, datetime
from pathlib import Path

from dapur.documents.paper import draw_paper, write_paper
from dapur.documents.qr import qr_svg

TEMPLATE = """#import "@dapur/paper:1.0.0": data, paper, heading, facts, lines, qr
#show: paper.with(title: data.title, company: data.company)
#heading(data.title)
#facts(data.facts)
#lines(((title: "Barang", wide: true), (title: "Jumlah", number: true)), data.rows, totals: (("Total", "3", true),))
#qr(data.code)
"""
WHEN = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
DATA = {
    "title": "Surat jalan",
    "company": "PT Sumber Rejeki",
    "facts": [["Kepada", "#panic(1) $x$"]],
    "rows": [["Kertas *A4*", "1"], ["Pena", "2"]],
    "code": qr_svg("SJ/2026/0001"),
}


def test_a_paper_is_made_from_data_and_nothing_in_it_is_a_command(tmp_path: Path) -> None:
    template = tmp_path / "paper.typ"
    template.write_text(TEMPLATE)

    first = write_paper(template, DATA, when=WHEN)

    assert first[:5] == b"%PDF-"
    assert write_paper(template, DATA, when=WHEN) == first
    assert len(draw_paper(template, DATA, when=WHEN)) == 1


def test_a_code_to_scan_keeps_its_quiet_zone() -> None:
    svg = qr_svg("https://dapur.example/x")

    assert svg.startswith("<svg")
    assert 'viewBox="0 0' in svg or "width=" in svg
