"""A page with the parts that few real pages have at once, put in the place of a page of the server."""

import json
from pathlib import Path

from playwright.async_api import Page, Route

from dapur_web.script_texts import script_texts
from web.assets.build import STATIC

PATH = "/gallery"

LIST = """
<section id="list" class="list" data-list aria-label="Faktur">
<div class="bulk" data-bulk hidden><b data-bulk-count></b>
  <form id="bulk" method="post" action="/gallery-bulk"><button class="btn small" id="send">Kirim</button></form>
  <button type="button" class="btn ghost small" id="all" data-select-all hidden>Pilih semua 142</button>
  <button type="button" class="btn ghost small" id="none" data-select-none>Batal pilih</button></div>
<div class="sheet frame" tabindex="0" role="region" aria-label="Faktur, tabel"><table class="table rows" id="rows">
<thead><tr><td class="tick"><input type="checkbox" class="check-box" id="page-tick" data-tick-page aria-label="Pilih halaman ini"></td>
<th scope="col" class="key p1">Nomor</th><th scope="col" class="money p3">Total</th><th scope="col" class="p4">Status</th></tr></thead>
<tbody>{rows}</tbody></table></div></section>
"""
ROW = """
<tr class="phone-card"><td class="tick"><input type="checkbox" class="check-box" name="row" value="{n}" id="t{n}" data-tick
data-amount="{n}000.50" aria-label="Pilih INV/{n}"></td><th scope="row" class="key p1"><a class="row-link" href="/gallery/{n}">INV/{n}</a></th>
<td class="money p3">{n}.000,50</td><td class="p4"><span class="badge tone-{tone}">Terkirim</span></td></tr>
"""
PARTS = """
<ol class="flow" aria-label="Status"><li class="done">Draf</li><li class="now" aria-current="step">Terkirim</li><li>Lunas</li></ol>
<form class="column-form" data-columns aria-label="Kolom"><ul class="column-list">
<li data-column><label class="check"><input type="checkbox" class="check-box" name="column" value="a" checked>Nomor</label>
<button type="button" class="icon-button" id="a-down" data-move="down" aria-label="Nomor ke bawah">v</button></li>
<li data-column><label class="check"><input type="checkbox" class="check-box" name="column" value="b" checked>Total</label>
<button type="button" class="icon-button" id="b-down" data-move="down" aria-label="Total ke bawah">v</button></li></ul></form>
<div class="job" id="job" data-job="/gallery-job"><p data-job-text>Menghitung</p><progress max="100" aria-label="Kemajuan"></progress>
<p class="muted" data-job-count></p></div>
<div class="notice warn"><p>Perhatian</p><button type="button" class="btn small">Buang</button></div>
<div class="notice good"><p>Baik</p></div><div class="notice bad"><p>Gagal</p></div><div class="notice info"><p>Kabar</p></div>
<div class="flash" data-toast data-undo-url="/gallery-undo">Draf dihapus.</div>
<section class="card files" id="files" data-drop data-upload-url="/gallery-upload" data-field="file"><h2>Berkas</h2>
<form method="post" enctype="multipart/form-data" action="/gallery-upload"><label class="drop">
<input type="file" name="file" id="file" class="unseen" multiple>
<span>Taruh berkas di sini, atau pilih</span></label></form><ul class="uploads" aria-live="polite"></ul></section>
<ul class="agenda"><li><time>09.00</time><span>Rapat</span></li></ul>
"""

COLUMNS = ("akun", "debit", "kredit", "kurs", "mitra", "proyek", "catatan")


def _grid() -> str:
    """A grid of seven columns of which Enter visits three."""
    stops = [" data-stop" if n < 3 else "" for n in range(len(COLUMNS))]
    heads = "".join(f'<th scope="col" data-name="{c}" data-kind="text"{s}>{c}</th>' for c, s in zip(COLUMNS, stops, strict=True))

    def line(number: str, shown: str) -> str:
        cells = "".join(
            f'<td data-name="{c}"><input class="input" name="lines.{number}.{c}" id="f-lines-{number}-{c}"'
            f' aria-label="{c}, baris {shown}"{s}></td>'
            for c, s in zip(COLUMNS, stops, strict=True)
        )
        return f'<tr data-line="{number}"><td class="no">{shown}</td>{cells}<td class="tools"></td></tr>'

    return f"""<form id="entry" data-form="gallery"><fieldset class="grid-field" id="f-lines"><legend class="h2">Baris</legend>
<div class="frame"><table class="grid" data-grid="lines"><thead><tr><td class="no"></td>{heads}<td class="tools"></td></tr></thead>
<tbody>{line("0", "1")}</tbody></table></div><template data-line-template>{line("__n__", "__no__")}</template>
<div class="grid-bar"><button type="button" class="btn small" id="add" data-add-line>Tambah baris</button></div></fieldset></form>"""


def gallery(rows: int = 6) -> str:
    """The page's HTML."""
    names = json.loads((Path(STATIC) / "manifest.json").read_text())
    tones = ("green", "blue", "azure", "red", "yellow", "secondary")
    listed = LIST.format(rows="".join(ROW.format(n=n, tone=tones[n % 6]) for n in range(1, rows + 1)))
    return f"""<!doctype html><html lang="id" data-theme="auto" data-base="/x" data-icons="/static/{names["icons.svg"]}" data-keys="on"
data-ctrl-keys="on"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="csrf-token" content="token"><title>Galeri</title><link rel="stylesheet" href="/static/{names["app.css"]}">
<script type="module" src="/static/{names["app.js"]}"></script></head><body>
<main class="content" id="main" tabindex="-1"><h1 tabindex="-1">Galeri</h1>{listed}{PARTS}{_grid()}</main>
<div id="polite" class="unseen" role="status"></div><div id="assertive" class="unseen" role="alert"></div>
<div id="toasts" class="toasts" role="region" aria-label="Pemberitahuan"></div>
<script type="application/json" id="texts">{script_texts("id")}</script></body></html>"""


async def show_gallery(page: Page, address: str, answers: dict[str, list[dict[str, object]]]) -> list[str]:
    """Open it. `answers`: what the server says to each address, the last one for ever. Returns what was posted, as it comes."""
    posted: list[str] = []

    async def answer(route: Route) -> None:
        path = "/" + route.request.url.removeprefix(address).lstrip("/")
        if path == PATH:
            await route.fulfill(body=gallery(), content_type="text/html")
            return
        if route.request.method == "POST":
            posted.append(f"{path} {route.request.post_data or ''}")
        waiting = answers.get(path, [{}])
        said = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        await route.fulfill(json=said, status=int(str(said.get("status", 200))))

    await page.route(f"{address}{PATH}**", answer)
    await page.goto(f"{address}{PATH}", wait_until="load")
    return posted
