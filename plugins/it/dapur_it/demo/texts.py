"""What people of the demo company ask, and what helps."""

# request type (its place among the four of the set-up), subject, details, priority, what IT answers, note for IT
TICKETS = (
    (
        0,
        "Printer kasir tidak mau mencetak struk",
        "Lampu merah berkedip sejak pagi.",
        "P2",
        "Kertas macet di pemotong. Sudah dibersihkan.",
        "",
    ),
    (
        0,
        "Tidak bisa masuk ke email",
        "Muncul pesan kata sandi salah.",
        "P3",
        "Kata sandi sudah diatur ulang. Silakan coba lagi.",
        "",
    ),
    (
        1,
        "Akses laporan laba rugi",
        "Untuk saya, mulai minggu ini.",
        "P3",
        "Hak baca sudah diberikan.",
        "Sudah disetujui Bu Siti.",
    ),
    (0, "Wi-Fi gudang putus-putus", "Terutama di dekat rak C.", "P2", "Titik akses gudang diganti kanalnya.", "Pantau seminggu."),
    (2, "Monitor tambahan untuk staf pajak", "Satu monitor 24 inci.", "P4", "Monitor siap diambil di ruang TI.", ""),
    (3, "Bagaimana cara membuat tanda tangan email?", "", "P4", "Langkahnya ada di artikel bantuan.", ""),
    (
        0,
        "Laptop mati mendadak",
        "Saat rapat daring, dua kali hari ini.",
        "P2",
        "Baterai menggembung. Laptop diganti sementara.",
        "Klaim garansi.",
    ),
    (
        0,
        "Aplikasi kasir lambat setelah pukul lima",
        "Setiap sore, semua kasir.",
        "P1",
        "Cadangan basis data dipindah ke malam hari.",
        "Cek ulang jadwal cadangan.",
    ),
    (1, "Akses folder kontrak", "Untuk Rina, baca saja.", "P3", "Sudah diberikan.", ""),
    (0, "Pemindai barcode tidak terbaca", "Yang di meja penerimaan.", "P3", "Kabel USB diganti.", ""),
    (0, "Suara rapat daring tidak keluar", "Di ruang rapat besar.", "P3", "Pengeras suara dipasang ulang.", ""),
    (2, "Telepon genggam untuk kurir baru", "Mulai awal bulan depan.", "P4", "Unit sudah dipesan.", ""),
    (
        3,
        "Apakah boleh memasang aplikasi sendiri?",
        "Saya butuh pengolah foto.",
        "P4",
        "Kirim nama aplikasinya, kami periksa lisensinya.",
        "",
    ),
    (0, "Layar kasir bergaris", "Kasir 2.", "P3", "Layar diganti dari persediaan.", ""),
)
PRINTER = """# Kertas macet

1. Matikan printer.
2. Buka tutup, tarik kertas **searah** jalannya.
3. Bersihkan pemotong, tutup, nyalakan.

Masih macet? Kirim permintaan dengan foto lampunya."""
PASSWORD = """# Kata sandi email

- Buka *Akun saya*.
- Pilih **Ganti kata sandi**.
- Tunggu satu menit, lalu masuk lagi di telepon."""
SIGNATURE = """# Tanda tangan

Nama, jabatan, nomor telepon. Tanpa gambar besar."""
WIFI = """# Wi-Fi gudang

| Titik | Kanal |
|---|---|
| Rak A | 36 |
| Rak C | 44 |

Ganti kanal bila tetangga memakai yang sama."""
# title, for everybody, Markdown
ARTICLES = (
    ("Printer kasir macet", True, PRINTER),
    ("Mengatur ulang kata sandi email", True, PASSWORD),
    ("Tanda tangan email yang seragam", True, SIGNATURE),
    ("Titik akses Wi-Fi gudang: kanal dan lokasi", False, WIFI),
)
# code, name, kind, serial, age in days, cost, holder's place among the people (None: in stock)
ASSETS = (
    ("LT-001", "ThinkPad T14", "laptop", "PF3X001", 700, "18500000", 0),
    ("LT-002", "ThinkPad T14", "laptop", "PF3X002", 700, "18500000", 1),
    ("LT-003", "Latitude 5440", "laptop", "DL5440-3", 400, "17200000", 2),
    ("LT-004", "Latitude 5440", "laptop", "DL5440-4", 400, "17200000", 3),
    ("LT-005", "Latitude 5440", "laptop", "DL5440-5", 60, "17900000", None),
    ("PH-001", "Galaxy A55", "phone", "R5CX11", 300, "6200000", 4),
    ("PH-002", "Galaxy A55", "phone", "R5CX12", 300, "6200000", 0),
    ("MN-001", "Dell P2423", "monitor", "CN-P24-1", 500, "3100000", 1),
    ("MN-002", "Dell P2423", "monitor", "CN-P24-2", 40, "3250000", None),
    ("PR-001", "Epson TM-T82", "printer", "X7QD01", 900, "3900000", None),
    ("SRV-01", "PowerEdge T350", "server", "7ZK2LX3", 800, "58000000", None),
    ("NW-01", "MikroTik CCR2004", "network", "HF209A", 800, "9800000", None),
)
# name, publisher, bound to, may be passed on, seats, taken by people or devices
LICENCES = (
    ("Microsoft 365 Business", "Microsoft", "person", True, 6, 4),
    ("Windows 11 Pro OEM", "Microsoft", "device", False, 5, 4),
    ("Adobe Acrobat Pro", "Adobe", "person", True, 2, 2),
    ("VPN kantor", "OpenVPN", "person", True, 10, 3),
)
# code, name, kind, address, needs (all of them), redundant needs (any one of them)
COMPONENTS = (
    ("NET-KTR", "Jaringan kantor", "network", "10.10.0.0/16", (), ()),
    ("NW-INTI", "Router inti", "device", "10.10.0.1", ("NET-KTR",), ()),
    ("SAN-1", "Penyimpanan utama", "storage", "10.10.1.5", ("NET-KTR",), ()),
    ("SRV-DB", "Server basis data", "server", "10.10.1.10", ("SAN-1", "NW-INTI"), ()),
    ("SRV-APP1", "Server aplikasi 1", "server", "10.10.1.21", ("NW-INTI",), ()),
    ("SRV-APP2", "Server aplikasi 2", "server", "10.10.1.22", ("NW-INTI",), ()),
    ("DB-DAPUR", "Basis data Dapur", "database", "", ("SRV-DB",), ()),
    ("DAPUR", "Dapur", "service", "", ("DB-DAPUR",), ("SRV-APP1", "SRV-APP2")),
    ("APP-KASIR", "Aplikasi kasir", "application", "", ("DB-DAPUR", "SRV-APP1"), ()),
    ("KASIR", "Kasir toko", "service", "", ("APP-KASIR",), ()),
    ("EMAIL", "Email", "service", "", ("NW-INTI",), ()),
    ("WIFI", "Wi-Fi", "service", "", ("NW-INTI",), ()),
)
