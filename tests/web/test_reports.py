"""Reports: the same sheet on screen and in files, whole in files, figures that open their rows."""

import csv
import io
import re

from tests.web.browsing import Visitor, attribute, text_of


async def test_ch1_a_figure_opens_the_rows_behind_it(visitor: Visitor) -> None:
    page = await visitor.get("pantry/stock")

    assert re.search(rf'<a class="drill" href="/{visitor.code}/pantry/jars/\d+">', page.text)


async def test_ch2_the_head_says_company_and_filters(visitor: Visitor) -> None:
    text = text_of(await visitor.get("pantry/stock?until=2/10/2026"))

    assert "PT Lemari Manis" in text and "Sampai 2026-10-02" in text and "T/0002" in text and "T/0003" not in text


async def test_ch4_a_long_report_goes_on_page_by_page_and_its_file_is_whole(visitor: Visitor) -> None:
    first = await visitor.get("pantry/stock")
    second = await visitor.get(attribute(first, "report-more", "href").removeprefix(f"/{visitor.code}/"))
    answer = await visitor.get("pantry/stock.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))

    assert "T/0020" in first.text and "T/0021" not in first.text and "T/0021" in second.text
    assert 'id="report-first"' in second.text
    assert len({c for r in rows for c in r if re.match(r"T/\d{4}", c)} or re.findall(r"T/\d{4}", answer.text)) == 60


async def test_an_unclear_filter_is_said_at_its_field(visitor: Visitor) -> None:
    page = await visitor.get("pantry/stock?until=99/99/2026")

    assert page.status_code == 422 and 'id="f-until-error"' in page.text and attribute(page, "f-until", "value") == "99/99/2026"


async def test_files_of_a_report_open_as_what_they_are(visitor: Visitor) -> None:
    pdf, xlsx = await visitor.get("pantry/stock.pdf"), await visitor.get("pantry/stock.xlsx")

    assert pdf.content.startswith(b"%PDF") and xlsx.content.startswith(b"PK")
