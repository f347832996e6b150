"""Who works in the demo company: units, positions, people."""

from dataclasses import dataclass

# Beside the units, positions and people that base's demo makes.
UNITS = (("TI", "Teknologi informasi", "KP"),)
POSITIONS = (
    ("KSR", "Kasir", "Cashier", "KEU", 5),
    ("MSDM", "Manajer SDM", "HR manager", "SDM", 2),
    ("SSDM", "Staf SDM", "HR officer", "SDM", 4),
    ("MOPS", "Manajer operasional", "Operations manager", "KP", 2),
    ("KGDG", "Kepala gudang", "Warehouse head", "GUDANG", 3),
    ("SGDG", "Staf gudang", "Warehouse clerk", "GUDANG", 5),
    ("SPR", "Sopir", "Driver", "GUDANG", 5),
    ("QC", "Pengawas mutu", "Quality inspector", "GUDANG", 4),
    ("KTOK", "Kepala toko", "Shop head", "TOKO", 3),
    ("PRM", "Pramuniaga", "Shop assistant", "TOKO", 5),
    ("MSLS", "Manajer penjualan", "Sales manager", "JUAL", 2),
    ("SLS", "Staf penjualan", "Sales representative", "JUAL", 4),
    ("MTI", "Manajer TI", "IT manager", "TI", 3),
    ("STI", "Staf TI", "IT support", "TI", 4),
)


@dataclass(frozen=True)
class DemoPerson:
    """party: code of somebody whom base's demo knows, with a position already; position: code; manager: name; pay: basic a
    month in thousands; fixed_months: length of a fixed term."""

    name: str
    position: str
    manager: str
    hired: str
    pay: int
    sex: str
    born: str
    fixed_months: int = 0
    party: str = ""
    married: bool = False
    dependants: int = 0


PEOPLE = (
    DemoPerson("Siti Rahma", "", "", "2016-02-01", 38_000, "F", "1978-05-14", party="K-001", married=True, dependants=2),
    DemoPerson("Rina Wati", "", "", "2017-07-10", 21_000, "F", "1983-01-30", party="K-002", married=True, dependants=1),
    DemoPerson("Budi Santoso", "", "", "2018-03-05", 11_500, "M", "1985-09-21", party="K-003", married=True, dependants=3),
    DemoPerson("Dewi Lestari", "", "", "2020-01-06", 15_000, "F", "1990-11-02", party="K-004"),
    DemoPerson("Agus Salim", "", "", "2022-04-18", 8_200, "M", "1996-08-17", party="K-005"),
    DemoPerson("Yuni Astuti", "MSDM", "Siti Rahma", "2019-02-11", 17_500, "F", "1986-04-09", married=True, dependants=2),
    DemoPerson("Maya Puspita", "AKT", "Rina Wati", "2021-02-01", 8_900, "F", "1994-03-08", married=True),
    DemoPerson("Hendra Wijaya", "KSR", "Rina Wati", "2023-09-04", 5_900, "M", "1999-12-25"),
    DemoPerson("Lina Marlina", "SSDM", "Yuni Astuti", "2022-10-03", 7_800, "F", "1997-06-11"),
    DemoPerson("Fajar Nugroho", "SSDM", "Yuni Astuti", "2025-08-18", 6_800, "M", "2000-02-19", fixed_months=24),
    DemoPerson("Bambang Hartono", "MOPS", "Siti Rahma", "2016-08-15", 22_500, "M", "1979-04-03", married=True, dependants=2),
    DemoPerson("Slamet Riyadi", "KGDG", "Bambang Hartono", "2018-01-08", 10_400, "M", "1982-10-28", married=True, dependants=3),
    *(
        DemoPerson(
            name,
            "SGDG",
            "Slamet Riyadi",
            hired,
            5_730 + 90 * n,
            "M",
            born,
            12 if n % 3 == 0 else 0,
            married=n % 2 == 0,
            dependants=n % 3,
        )
        for n, (name, hired, born) in enumerate(
            (
                ("Joko Susilo", "2026-03-02", "2001-07-07"),
                ("Dedi Kurniawan", "2023-05-15", "1998-01-12"),
                ("Rudi Hermawan", "2021-11-01", "1993-09-30"),
                ("Eko Prasetyo", "2026-06-01", "2002-03-15"),
                ("Wahyu Hidayat", "2022-02-14", "1995-05-20"),
                ("Tono Sugiarto", "2019-10-07", "1988-08-08"),
                ("Arif Rahman", "2026-09-01", "2003-04-22"),
            )
        )
    ),
    DemoPerson("Yanto", "SPR", "Slamet Riyadi", "2020-06-15", 5_900, "M", "1987-02-02", married=True, dependants=1),
    DemoPerson("Ujang Suherman", "SPR", "Slamet Riyadi", "2021-03-22", 5_850, "M", "1990-12-12", married=True, dependants=2),
    DemoPerson("Indah Permata", "KTOK", "Bambang Hartono", "2019-04-01", 9_600, "F", "1989-07-19", married=True, dependants=1),
    *(
        DemoPerson(name, "PRM", "Indah Permata", hired, 5_740 + 60 * n, "F" if n % 2 == 0 else "M", born, 12 if n % 2 else 0)
        for n, (name, hired, born) in enumerate(
            (
                ("Putri Ayu", "2023-01-09", "1999-05-05"),
                ("Rizky Ramadhan", "2026-04-06", "2003-11-17"),
                ("Citra Kirana", "2022-07-18", "1998-02-14"),
                ("Galih Saputra", "2026-01-12", "2002-06-24"),
                ("Novi Anggraini", "2021-09-13", "1997-10-09"),
                ("Bayu Pratama", "2026-08-03", "2004-01-31"),
            )
        )
    ),
    DemoPerson("Teguh Wibowo", "MSLS", "Siti Rahma", "2018-09-17", 18_500, "M", "1984-06-06", married=True, dependants=2),
    *(
        DemoPerson(
            name,
            "SLS",
            "Teguh Wibowo",
            hired,
            7_400 + 220 * n,
            "F" if n % 2 else "M",
            born,
            married=n > 2,
            dependants=max(0, n - 3),
        )
        for n, (name, hired, born) in enumerate(
            (
                ("Adi Nugraha", "2024-02-05", "1999-09-09"),
                ("Wulan Sari", "2023-03-13", "1998-04-18"),
                ("Ferry Gunawan", "2022-08-01", "1996-11-21"),
                ("Ratna Dewi", "2021-05-24", "1994-12-30"),
                ("Iwan Setiawan", "2020-10-12", "1991-03-27"),
                ("Sri Mulyani Putri", "2019-07-22", "1990-07-01"),
            )
        )
    ),
    DemoPerson("Kevin Tanuwijaya", "MTI", "Siti Rahma", "2021-06-07", 16_800, "M", "1992-02-28"),
    DemoPerson("Nadia Safitri", "STI", "Kevin Tanuwijaya", "2023-11-20", 8_600, "F", "1998-08-23"),
    DemoPerson("Yusuf Maulana", "STI", "Kevin Tanuwijaya", "2026-02-16", 7_200, "M", "2001-05-13", fixed_months=12),
)
