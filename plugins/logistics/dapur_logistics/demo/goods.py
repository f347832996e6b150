"""What the demo company keeps, buys and sells: plain data, the same at every start."""

from typing import Any

SUPPLIERS = (("LGS-01", "PT Panci Nusantara", "is_supplier"), ("LGS-02", "CV Kompor Abadi", "is_supplier"))
CUSTOMERS = (
    ("LGC-01", "Warung Bu Tini", "is_customer"),
    ("LGC-02", "Katering Sedap Malam", "is_customer"),
    ("LGC-03", "Toko Alat Dapur Makmur", "is_customer"),
)
INVENTORY_ACCOUNT = {
    "code": "1145", "name_id": "Persediaan gudang", "name_en": "Warehouse inventory", "subtype": "inventory", "statement_line": "BS.CA.INV",
}  # fmt: skip
BINS = (("A-01", "Rak A-01", False), ("A-02", "Rak A-02", False), ("B-01", "Rak B-01", False), ("BM-01", "Bongkar muat", True))
DOCK = "BM-01"
PLACES = {"KMP-2T": "A-01", "WJN-28": "A-02", "PNC-24": "A-02", "PSU-20": "B-01", "SDK-ST": "B-01"}
"""Where an item usually lies; others stay at the dock."""
GOODS: tuple[tuple[str, str, str, int, int, str, dict[str, Any]], ...] = (
    ("KMP-2T", "Kompor gas 2 tungku", "pcs", 410_000, 575_000, "8992753100010", {}),
    ("WJN-28", "Wajan besi 28 cm", "pcs", 85_000, 129_000, "8992753100027", {"units": {"box": 6}}),
    ("PNC-24", "Panci stainless 24 cm", "pcs", 145_000, 215_000, "8992753100034", {"method": "moving_average"}),
    ("PSU-20", "Pisau koki 20 cm", "pcs", 62_000, 98_000, "8992753100041", {"units": {"box": 12}}),
    ("TLN-40", "Talenan kayu 40 cm", "pcs", 38_000, 65_000, "8992753100058", {"method": "moving_average"}),
    ("SDK-ST", "Sendok sayur stainless", "pcs", 17_500, 29_000, "8992753100065", {"units": {"box": 24}}),
    ("OVN-45", "Oven listrik 45 liter", "pcs", 1_350_000, 1_790_000, "8992753100072", {}),
    ("KRM-IM", "Jasa kirim dan pasang", "set", 150_000, 200_000, "", {"is_service": True}),
)
"""Code, name, unit, cost, price, barcode, and what else an item says of itself."""

WEEKLY = (
    (("KMP-2T", 12, 410_000), ("WJN-28", 30, 85_000), ("PNC-24", 20, 145_000)),
    (("PSU-20", 36, 62_000), ("TLN-40", 25, 38_000), ("SDK-ST", 96, 17_500), ("OVN-45", 4, 1_350_000)),
)
"""What is ordered each week, in turn: item, quantity, price."""

SALES = (
    (("LGC-01", (("WJN-28", 4), ("PNC-24", 2))), ("LGC-03", (("KMP-2T", 5), ("WJN-28", 8))), ("LGC-02", (("PNC-24", 9), ("KMP-2T", 3)))),
    (("LGC-02", (("PSU-20", 12), ("SDK-ST", 30))), ("LGC-03", (("TLN-40", 10), ("OVN-45", 2))), ("LGC-01", (("SDK-ST", 12), ("WJN-28", 6)))),
)  # fmt: skip
COUNTS = (("WJN-28", -1), ("SDK-ST", 2), ("TLN-40", 0))
"""What is counted, and by how much it differs from the book."""

RULES = (
    ("KMP-2T", "LGS-02", "1.5", 7, "4", "30", "0"),
    ("SDK-ST", "LGS-01", "6", 5, "24", "120", "24"),
    ("OVN-45", "LGS-02", "0.5", 14, "2", "10", "0"),
)
"""Item, supplier, used a day, days until it arrives, safety stock, fill up to, in packs of."""
