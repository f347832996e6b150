"""Files that fill the parties."""

from collections.abc import Mapping, Sequence
from typing import Any

from dapur.contract import Import, ImportColumn, Shown, _
from dapur_base.operations.take_party import TakeParty, take_party

Row = Mapping[str, Any]
FLAGS = ("is_customer", "is_supplier", "is_employee", "is_different")
PERSONS = ("person", "orang", "perorangan", "individu")


def read_party(rows: Sequence[Row], _prepared: Any) -> dict[str, Any]:
    """One party from its row. Flags are typed; everything else is text."""
    row = rows[0]
    texts = {name: str(row.get(name) or "") for name in TakeParty.model_fields if name not in (*FLAGS, "kind")}
    kind = "person" if str(row.get("kind") or "").strip().casefold() in PERSONS else "organisation"
    return {**texts, **{name: bool(row.get(name)) for name in FLAGS}, "kind": kind, "country": texts["country"].upper()}


PARTIES = Import(
    "base.parties",
    _("Parties"),
    "base.party.manage",
    columns=(
        ImportColumn("code", Shown(_("Code")), required=True, aliases=("kode", "no", "nomor"), example="SUP-07"),
        ImportColumn("name", Shown(_("Name")), required=True, aliases=("nama",), example="PT Baja Dapur Nusantara"),
        ImportColumn("kind", Shown(_("Kind")), aliases=("jenis",), example="organisasi"),
        ImportColumn("is_customer", Shown(_("Customer"), kind="flag"), aliases=("pelanggan",), example=""),
        ImportColumn("is_supplier", Shown(_("Supplier"), kind="flag"), aliases=("pemasok", "vendor"), example="ya"),
        ImportColumn("is_employee", Shown(_("Employee"), kind="flag"), aliases=("karyawan", "pegawai"), example=""),
        ImportColumn("tax_number", Shown(_("Tax number")), aliases=("npwp", "nik"), example="01.312.166.0-091.000"),
        ImportColumn("country", Shown(_("Country")), aliases=("negara",), example="ID"),
        ImportColumn("email", Shown(_("E-mail")), aliases=("email", "surel"), example="jual@baja.example"),
        ImportColumn("phone", Shown(_("Phone")), aliases=("telepon", "telp", "hp"), example="021-5550199"),
        ImportColumn("lines", Shown(_("Street and house")), aliases=("alamat", "jalan"), example="Jl. Industri 7"),
        ImportColumn("city", Shown(_("City or regency")), aliases=("kota", "kabupaten"), example="Bekasi"),
        ImportColumn("province", Shown(_("Province")), aliases=("provinsi",), example="Jawa Barat"),
        ImportColumn("postal_code", Shown(_("Postal code")), aliases=("kode pos",), example="17530"),
        ImportColumn("bank", Shown(_("Bank")), aliases=("bank",), example="BCA"),
        ImportColumn(
            "account_number",
            Shown(_("Account number")),
            aliases=("rekening", "nomor rekening"),
            example="5420123456",
            fields=("number",),
        ),
        ImportColumn(
            "account_holder",
            Shown(_("Account holder")),
            aliases=("atas nama", "pemilik rekening"),
            example="",
            fields=("holder",),
        ),
        ImportColumn("is_different", Shown(_("It is somebody else"), kind="flag"), aliases=("orang lain",), example=""),
    ),
    operation=take_party,
    read=read_party,
    reference="code",
    address="base/parties",
)
IMPORTS = (PARTIES,)
