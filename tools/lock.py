"""Write requirements/*.txt: exact versions with hashes, for every platform, without any host's name.

`make lock` runs it; it keeps the versions that are locked, `make lock ARGS=--upgrade` takes newer ones. It needs uv, which it
takes from the environment it runs in.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "requirements"
ROOMS = sorted(p for p in ROOT.glob("*/pyproject.toml")) + sorted(ROOT.glob("plugins/*/pyproject.toml"))


def needed_by_rooms() -> list[str]:
    """What the rooms' own pyproject files name, without each other."""
    names = [d for room in ROOMS for d in tomllib.loads(room.read_text())["project"]["dependencies"]]
    return sorted({name for name in names if not name.startswith("dapur")} | {"setuptools>=80"})


def compile_file(name: str, lines: list[str], within: str = "") -> None:
    """Resolve one group; `within`: another group's file whose versions it must agree with."""
    limits = ["--constraint", str(FOLDER / within)] if within else []
    if "--upgrade" not in sys.argv:
        limits += ["--constraint", locked(FOLDER / f"{name}.txt")]
    done = subprocess.run(
        [sys.executable, "-m", "uv", "pip", "compile", "-", "--universal", "--python-version", "3.11", "--generate-hashes",
         "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet", *limits],
        input="\n".join(lines), text=True, capture_output=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)
    (FOLDER / f"{name}.txt").write_text(done.stdout)
    print(f"requirements/{name}.txt: {done.stdout.count('==')} packages")


def locked(path: Path) -> str:
    """A file that holds the versions of a locked group, without their hashes."""
    kept = re.findall(r"^\S+==\S+(?: ;[^\\\n]*)?", path.read_text() if path.exists() else "", re.MULTILINE)
    with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as file:
        file.write("\n".join(kept))
    return file.name


def lines_of(name: str) -> list[str]:
    """The lines of an `.in` file."""
    return (FOLDER / f"{name}.in").read_text().splitlines()


if __name__ == "__main__":
    compile_file("run", needed_by_rooms())
    compile_file("dev", [*needed_by_rooms(), *lines_of("dev")], "run.txt")
    compile_file("docs", lines_of("docs"), "dev.txt")
    compile_file("node", lines_of("node"))
