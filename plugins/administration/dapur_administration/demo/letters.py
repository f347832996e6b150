"""Two months of letters: templates, what went out with numbers, what came in and who acts on it."""

from datetime import timedelta
from typing import Any

TEMPLATES = (
    (
        "Surat tugas",
        "ST",
        "Tugas {kegiatan}",
        "Dengan ini kami menugaskan {recipient} untuk {kegiatan} pada {hari} di {tempat}.\n\n"
        "Demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab.",
    ),
    (
        "Undangan rapat",
        "UND",
        "Undangan {acara}",
        "Kami mengundang {recipient} untuk hadir pada {acara}, {hari}, di {tempat}.\n\n"
        "Atas kehadirannya kami ucapkan terima kasih.",
    ),
    (
        "Surat keterangan kerja",
        "SKT",
        "Keterangan kerja",
        "Yang bertanda tangan di bawah ini menerangkan bahwa {recipient} benar bekerja di {company} sejak {sejak}.\n\n"
        "Surat ini nomor {number} dibuat pada {date} untuk dipergunakan sebagaimana mestinya.",
    ),
    (
        "Pengangkatan karyawan",
        "SK",
        "Pengangkatan {person}",
        "Dengan ini {person} diangkat sebagai karyawan {company} terhitung sejak {day}.\n\n"
        "Surat nomor {number} ini berlaku sejak tanggal ditetapkan.",
    ),
)
"""(name, kind, subject, text)"""

OUT = (
    (-58, "Surat tugas", "GUDANG", "Agus Salim", {"kegiatan": "stok opname", "hari": "Senin", "tempat": "Gudang Cikarang"}, ""),
    (-51, "Undangan rapat", "KP", "PT Baja Dapur", {"acara": "rapat pemasok", "hari": "Rabu", "tempat": "Ruang Merapi"}, ""),
    (-44, "Surat keterangan kerja", "SDM", "Budi Santoso", {"sejak": "2 Januari 2024"}, ""),
    (
        -37,
        "Undangan rapat",
        "KP",
        "Semua kepala bagian",
        {"acara": "rapat anggaran", "hari": "Jumat", "tempat": "Ruang Semeru"},
        "",
    ),
    (
        -30,
        "Surat tugas",
        "KEU",
        "Rina Wati",
        {"kegiatan": "rekonsiliasi bank", "hari": "Selasa", "tempat": "KCP Kemang"},
        "Salah tanggal",
    ),
    (-29, "Surat tugas", "KEU", "Rina Wati", {"kegiatan": "rekonsiliasi bank", "hari": "Rabu", "tempat": "KCP Kemang"}, ""),
    (-16, "Surat keterangan kerja", "SDM", "Agus Salim", {"sejak": "2 Januari 2024"}, ""),
    (-9, "Undangan rapat", "KP", "Auditor", {"acara": "pembukaan audit", "hari": "Kamis", "tempat": "Ruang Merapi"}, ""),
    (-2, "Surat tugas", "GUDANG", "Agus Salim", {"kegiatan": "uji forklift", "hari": "Senin", "tempat": "Gudang Cikarang"}, ""),
)
"""(days from today, template, unit, recipient, places, why it was voided)"""

IN = (
    (-50, "Kantor Pelayanan Pajak Pratama", "S-1182/KPP/2026", "Permintaan keterangan SPT Masa", "soon", "Siapkan jawaban", True),
    (-33, "PT Sewa Gudang Jaya", "018/SGJ/X", "Perpanjangan sewa gudang", "normal", "Bandingkan dengan harga pasar", True),
    (-12, "Dinas Tenaga Kerja", "560/2207", "Wajib lapor ketenagakerjaan", "soon", "Isi laporan daring", False),
    (-5, "PT Asuransi Nusantara", "POL/771", "Pembaruan polis kebakaran", "normal", "Periksa nilai pertanggungan", False),
    (-1, "Badan Pengawas Obat dan Makanan", "B-90/BPOM", "Jadwal pemeriksaan sarana", "at_once", "", False),
)
"""(days from today, sender, number, subject, urgency, disposition, whether it is done)"""


async def letters(stage: Any, units: dict[str, int], office: int) -> None:
    """Write, issue and void; receive and hand on."""
    kinds = await _ids(stage, "administration.letter_kinds")
    templates = {}
    for name, kind, subject, body in TEMPLATES:
        raw = {"name": name, "kind_id": kinds[kind], "subject": subject, "body": body}
        templates[name] = (
            await stage.perform("administration.save_letter_template", raw, at=stage.today - timedelta(days=62))
        ).id
    for ahead, template, unit, recipient, places, void in OUT:
        at = stage.today + timedelta(days=ahead)
        values = [{"place": place, "value": value} for place, value in places.items()]
        raw = {"template_id": templates[template], "unit_id": units[unit], "office_id": office, "recipient": recipient}
        signed = {"values": values, "signer": "Siti Rahma", "signer_role": "Direktur"}
        draft = await stage.perform("administration.write_letter", {**raw, **signed}, user="Agus Salim", at=at)
        await stage.perform("administration.issue_letter", {"id": draft.id}, at=at)
        if void:
            await stage.perform("administration.void_letter", {"id": draft.id, "reason": void}, at=at + timedelta(hours=1))
    raw = {"template_id": templates["Undangan rapat"], "unit_id": units["KP"], "office_id": office, "recipient": "Semua karyawan"}
    await stage.perform("administration.write_letter", raw, user="Agus Salim", at=stage.today)
    for row in IN:
        await _came_in(stage, *row)


async def _came_in(
    stage: Any, ahead: int, sender: str, number: str, subject: str, urgency: str, instruction: str, done: bool
) -> None:
    at = stage.today + timedelta(days=ahead)
    raw = {"sender": sender, "sender_number": number, "subject": subject, "urgency": urgency, "received_on": at.date()}
    letter = await stage.perform("administration.receive_letter", raw, user="Agus Salim", at=at)
    if not instruction:
        return
    given = {"id": letter.id, "owner_id": stage.people["Budi Santoso"], "instruction": instruction, "due_in": 7}
    made = await stage.perform("administration.dispose_letter", given, at=at + timedelta(hours=2))
    if done:
        later = at + timedelta(days=5)
        await stage.perform("base.finish_task", {"id": made.task}, user="Budi Santoso", at=later)
        await stage.perform("administration.close_incoming_letter", {"id": letter.id}, at=later)


async def _ids(stage: Any, query: str) -> dict[str, int]:
    reader = await stage.house.reader(stage.scope)
    page = await reader.page(stage.house.registry.queries[query])
    return {row["code"]: row["id"] for row in page.dicts()}
