"""What is locked is exact and names no host."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
LOCKS = [*sorted((ROOT / "requirements").glob("*.txt")), ROOT / "web" / "assets" / "package-lock.json"]


@pytest.mark.parametrize("lock", [p for p in LOCKS if p.exists()], ids=lambda p: p.name)
def test_a_lock_names_no_host(lock: Path) -> None:
    assert re.findall(r"\w+://\S+", re.sub(r'"(url|node|funding)": "[^"]*"', "", lock.read_text())) == []
    assert '"resolved"' not in lock.read_text()


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name)
def test_every_library_is_exact_and_has_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", lock.read_text().strip())
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9.\-\[\],]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_what_rooms_need_is_locked() -> None:
    import tomllib

    locked = set(re.findall(r"^([a-z0-9.\-]+)", (ROOT / "requirements" / "run.txt").read_text(), re.MULTILINE))
    rooms = [*ROOT.glob("core/pyproject.toml"), *ROOT.glob("web/pyproject.toml"), *ROOT.glob("plugins/*/pyproject.toml")]
    for room in rooms:
        for needed in tomllib.loads(room.read_text())["project"]["dependencies"]:
            name = re.split(r"[\[<>=!~ ]", needed)[0].lower()
            assert name.startswith("dapur") or name in locked, f"{room}: {needed} (run: make lock)"
