"""Make `.venv` with what a verb needs: `python3 tools/setup.py run|dev|docs`. Standard library only.

Each step leaves a mark with the hash of what it read, so that the second call does nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
MARKS = VENV / "marks"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
GROUPS = {"run": ["run"], "dev": ["dev"], "docs": ["dev", "docs"]}


def say(line: str) -> None:
    """One line of progress."""
    print(line, flush=True)


def fail(sentence: str) -> None:
    """End with one sentence that says what to do."""
    sys.exit(f"dapur: {sentence}")


def main(group: str) -> None:
    """Bring the environment up to what the group needs."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is read by whatever Python there is
        fail(
            f"Dapur needs Python 3.11 or later; {sys.executable} is {sys.version.split()[0]}. Name another one: make PYTHON=python3.12 run"
        )
    make_venv()
    for name in GROUPS[group]:
        install(name)
    beside(install_rooms, build_assets)


def beside(*steps: Callable[[], None]) -> None:
    """Steps that do not need each other, at once: each keeps one core busy."""
    with ThreadPoolExecutor() as together:
        for step in [together.submit(step) for step in steps]:
            step.result()


def make_venv() -> None:
    """The virtual environment, made anew where another Python or another place made it."""
    told = VENV / "place.txt"
    here = f"{ROOT}\n{sys.version}"
    if PYTHON.exists() and told.exists() and told.read_text() == here:
        return
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        fail(f"Python's venv module is missing. On Debian or Ubuntu: apt-get install python{version}-venv")
        raise
    say("Making .venv (the first time only) …")
    shutil.rmtree(VENV, ignore_errors=True)
    try:
        venv.create(VENV, with_pip=True, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        fail(f"The environment .venv could not be made ({error}).")
    told.write_text(here)


def marked(name: str, content: bytes) -> bool:
    """Whether this step was done with this content."""
    mark = MARKS / name
    return mark.exists() and mark.read_text() == hashlib.sha256(content).hexdigest()


def mark(name: str, content: bytes) -> None:
    """Remember it."""
    MARKS.mkdir(exist_ok=True)
    (MARKS / name).write_text(hashlib.sha256(content).hexdigest())


def run(*command: str, what: str) -> None:
    """Run a step; its output is shown only when it fails."""
    began = time.monotonic()
    say(f"{what} …")
    done = subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        print(done.stdout[-6000:])
        full = "No space left" in done.stdout
        fail("The disk is full. Make room and try again." if full else f"{what}: this failed; the lines above say why.")
    say(f"{what}: {time.monotonic() - began:.0f} s")


def pip(*arguments: str, what: str) -> None:
    """pip in the environment, quiet about what nobody asked."""
    run(str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "-q", *arguments, what=what)


def install(name: str) -> None:
    """The libraries of a group, exactly as locked."""
    locked = ROOT / "requirements" / f"{name}.txt"
    content = locked.read_bytes()
    # What tests need holds what running needs.
    if marked(name, content) or (name == "run" and marked("dev", (ROOT / "requirements/dev.txt").read_bytes())):
        return
    # pip compiles one file after the other.
    pip("--no-compile", "--require-hashes", "-r", str(locked), what=f"Installing libraries ({name})")
    subprocess.run(
        [str(PYTHON), "-m", "compileall", "-qq", "-j", "0", str(VENV / ("Lib" if os.name == "nt" else "lib"))], check=False
    )
    mark(name, content)


def install_rooms() -> None:
    """The rooms of this checkout, editable: their files are used where they are."""
    rooms = [ROOT / "core", ROOT / "web", *sorted(p.parent for p in ROOT.glob("plugins/*/pyproject.toml"))]
    content = b"".join((room / "pyproject.toml").read_bytes() for room in rooms)
    if marked("rooms", content):
        return
    paths = [part for room in rooms for part in ("-e", str(room))]
    pip("--no-deps", "--no-build-isolation", "--config-settings", "editable_mode=compat", *paths, what="Installing Dapur")
    mark("rooms", content)


def build_assets() -> None:
    """The browser's files, where their sources changed."""
    builder = ROOT / "web" / "assets" / "build.py"
    if not builder.exists():
        return
    if shutil.which("npm") is None and not marked("node", (ROOT / "requirements/node.txt").read_bytes()):
        pip("--require-hashes", "-r", str(ROOT / "requirements/node.txt"), what="Installing Node (for the browser's files)")
        mark("node", (ROOT / "requirements/node.txt").read_bytes())
    done = subprocess.run([str(PYTHON), "-m", "web.assets.build"], cwd=ROOT, check=False)
    if done.returncode:
        fail("The browser's files could not be built; the lines above say why.")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
