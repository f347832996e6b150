"""Builds and installs wheels of this checkout without a network, as a stranger or an operator would get them."""

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("core", "web", *sorted(f"plugins/{room.parent.name}" for room in ROOT.glob("plugins/*/pyproject.toml")))
EXAMPLE = "tests/example_plugin"
BUILD = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"
LEFT_OUT = shutil.ignore_patterns("*.egg-info", "build", "__pycache__", "tests", "node_modules", "assets")


def build_wheel(source: Path, folder: Path) -> Path:
    """The wheel of a distribution, made from a copy, so that nothing is left beside the source."""
    copy = folder / "source" / source.name
    shutil.copytree(source, copy, ignore=LEFT_OUT)
    done = subprocess.run([sys.executable, "-c", BUILD, str(folder)], cwd=copy, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])
    return folder / done.stdout.strip().splitlines()[-1]


def empty_environment(folder: Path) -> Path:
    """A virtual environment with third-party packages (those of this one) and nothing of ours. Returns its Python."""
    venv.create(folder, symlinks=os.name != "nt")
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip())
    # A path in a .pth is taken as it is: the editable installs of this checkout are not followed.
    (site / "third_party.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def install(wheels: Sequence[Path], python: str | Path = sys.executable, target: Path | None = None) -> None:
    """Install wheels with pip, offline: into the environment of `python`, or into a folder of packages."""
    command = [str(python), *_pip(), "install", "--quiet", "--no-deps", "--no-index", "--no-compile", "--ignore-installed"]
    where = ["--target", str(target)] if target is not None else []
    environment = {**os.environ, "PIP_NO_INPUT": "1", "PIP_CONFIG_FILE": os.devnull, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    given = [*command, *where, *(str(wheel) for wheel in wheels)]
    done = subprocess.run(given, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])


def _pip() -> list[str]:
    """pip of this environment, or the one that comes with Python."""
    if importlib.util.find_spec("pip") is not None:
        return ["-m", "pip"]
    import ensurepip

    bundled = next((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"))
    return [str(bundled / "pip")]
