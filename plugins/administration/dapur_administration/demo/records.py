"""Documents with versions, controls with evidence, obligations, risks: two months of them."""

from datetime import date, timedelta
from typing import Any

# code, Indonesian and English name, kept from, active and inactive years, outcome
CLASSES = (
    ("BUKTI", "Bukti pembukuan", "Vouchers", "end_of_fiscal_year", 2, 8, "destroy"),
    ("KONTRAK", "Kontrak", "Contracts", "end_of_contract", 2, 3, "destroy"),
    ("AKTA", "Akta perusahaan", "Company deeds", "document_date", 2, None, "permanent"),
    ("SOP", "Prosedur kerja", "Work procedures", "document_date", 1, None, "permanent"),
)
# class, title, days from today, end of contract (days), contents of its versions, words
DOCUMENTS = (
    (
        "SOP",
        "SOP penerimaan barang",
        -55,
        None,
        ("Terima, periksa, catat.", "Terima, timbang, periksa, catat."),
        "gudang timbang",
    ),
    ("SOP", "SOP kas kecil", -40, None, ("Kas kecil paling banyak lima juta rupiah.",), "kasir"),
    ("KONTRAK", "Sewa gudang Cikarang", -48, 300, ("Sewa satu tahun.",), "sewa gudang"),
    ("AKTA", "Akta perubahan anggaran dasar", -35, None, ("Akta notaris.",), "notaris"),
    ("BUKTI", "Bukti kas September", -50, None, ("Kuitansi.",), "kuitansi"),
    ("BUKTI", "Bukti kas tahun lama", -4200, None, ("Kuitansi lama.",), "kuitansi"),
)
# code, name, frequency, proof needed, state, how many periods are proved
CONTROLS = (
    ("BCK-01", "Uji pemulihan cadangan data", "month", True, "effective", 2),
    ("GDG-01", "Stok opname gudang", "month", False, "effective", 1),
    ("API-01", "Pemeriksaan alat pemadam", "quarter", True, "effective", 1),
    ("KAS-01", "Dua tanda tangan untuk pembayaran", "none", False, "effective", 0),
    ("AKS-01", "Tinjauan hak akses", "quarter", False, "planned", 0),
)
# title, kind, authority, source, day of the month, every
OBLIGATIONS = (
    ("Lapor SPT Masa PPN", "filing", "Direktorat Jenderal Pajak", "PMK 81/2024", 28, "month"),
    ("Setor PPh Pasal 21", "filing", "Direktorat Jenderal Pajak", "PMK 81/2024", 15, "month"),
    ("Iuran BPJS Kesehatan", "filing", "BPJS Kesehatan", "Perpres 82/2018", 10, "month"),
    ("Perpanjangan sewa gudang", "contract", "PT Sewa Gudang Jaya", "Kontrak sewa", 20, "year"),
)
# code, name, likelihood, impact, controls with (less likely, less impact)
RISKS = (
    ("R-01", "Kebakaran gudang", 3, 5, (("API-01", 1, 1),)),
    ("R-02", "Kehilangan data keuangan", 4, 5, (("BCK-01", 1, 3), ("AKS-01", 1, 0))),
    ("R-03", "Selisih persediaan", 4, 3, (("GDG-01", 2, 0),)),
    ("R-04", "Pembayaran fiktif", 3, 4, (("KAS-01", 2, 0),)),
    ("R-05", "Sanksi terlambat lapor pajak", 2, 3, ()),
)


async def documents(stage: Any) -> None:
    """File documents and their versions; one class is old enough to be destroyed."""
    began = stage.today - timedelta(days=60)
    classes = {}
    for code, name_id, name_en, event, active, inactive, outcome in CLASSES:
        raw = {"code": code, "name_id": name_id, "name_en": name_en, "start_event": event, "active_years": active}
        more = {"inactive_years": inactive, "outcome": outcome}
        classes[code] = (await stage.perform("administration.save_retention_class", {**raw, **more}, at=began)).id
    day: date = stage.today.date()
    for code, title, ahead, end, contents, words in DOCUMENTS:
        at = max(stage.today + timedelta(days=ahead), began + timedelta(days=1))
        raw = {"title": title, "class_id": classes[code], "document_date": day + timedelta(days=ahead), "keywords": words}
        ends = day + timedelta(days=end) if end else None
        filed = await stage.perform("administration.file_document", {**raw, "event_day": ends}, user="Agus Salim", at=at)
        for number, content in enumerate(contents):
            file = await stage.perform(
                "core.upload_file", {"name": f"{title}.txt", "content": content.encode()}, user="Agus Salim", at=at
            )
            saved = {"id": filed.id, "file": file.id, "based_on": number, "label": f"Versi {number + 1}"}
            await stage.perform("administration.save_version", saved, user="Agus Salim", at=at + timedelta(days=number))
    hold = {"code": "PAJAK-7", "reason": "Pemeriksaan pajak tahun berjalan", "class_id": classes["BUKTI"]}
    span = {"first_day": day - timedelta(days=400), "last_day": day}
    await stage.perform("administration.place_hold", {**hold, **span}, at=stage.today - timedelta(days=20))


async def duties(stage: Any) -> None:
    """Controls with what was handed in, obligations whose dates become tasks, risks."""
    began = stage.today - timedelta(days=60)
    first = began.date().replace(day=1)
    controls = {}
    for code, name, frequency, proof, state, proved in CONTROLS:
        raw = {"code": code, "name": name, "owner_id": stage.people["Agus Salim"], "frequency": frequency, "first_day": first}
        made = await stage.perform("administration.save_control", {**raw, "needs_proof": proof}, at=began)
        controls[code] = made.id
        set_state = {"id": made.id, "state": state, "from_day": began.date()}
        await stage.perform("administration.set_control_state", set_state, at=began)
        for number in range(proved):
            at = began + timedelta(days=30 * number + 12)
            valid = {"valid_through": (at + timedelta(days=75 if proved > 1 else 35)).date()} if proof else {}
            await stage.perform(
                "administration.hand_in_evidence", {"id": made.id, "note": "Diperiksa", **valid}, user="Agus Salim", at=at
            )
    for title, kind, authority, source, number, every in OBLIGATIONS:
        raw = {"title": title, "kind": kind, "authority": authority, "source": source, "every": every}
        owner = {"owner_id": stage.people["Budi Santoso"], "first_day": began.date().replace(day=number)}
        await stage.perform("administration.save_obligation", {**raw, **owner}, at=began)
    await _risks(stage, controls)


async def _done(stage: Any) -> None:
    """What was due until last week was done on its day."""
    reader = await stage.house.reader(stage.scope)
    rows = await reader.rows(
        "select t.id, t.due from administration.obligation o join base.task t on t.company_id = o.company_id and t.rule_id = o.rule_id"
        " where o.company_id = %s and t.state = 'open' and t.due < %s order by t.due",
        stage.scope.company,
        (stage.today - timedelta(days=8)).date(),
    )
    for task, due in rows:
        at = stage.today.replace(year=due.year, month=due.month, day=due.day)
        await stage.perform("base.finish_task", {"id": task}, user="Budi Santoso", at=at)


async def _risks(stage: Any, controls: dict[str, int]) -> None:
    began = stage.today - timedelta(days=50)
    for code, name, likelihood, impact, reduced in RISKS:
        raw = {"code": code, "name": name, "owner_id": stage.people["Rina Wati"], "likelihood": likelihood, "impact": impact}
        risk = await stage.perform("administration.save_risk", raw, at=began)
        for control, likely, impact_less in reduced:
            less = {"reduces_likelihood": likely, "reduces_impact": impact_less}
            link = {"risk_id": risk.id, "control_id": controls[control]}
            await stage.perform("administration.reduce_risk", {**link, **less}, at=began)
    await stage.perform("base.make_tasks", {}, at=stage.today)
    await _done(stage)
    await stage.perform("administration.watch", {}, at=stage.today)
