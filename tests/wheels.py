"""Builds and installs wheels of this checkout without a network, as a stranger or an operator would get them."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"
LEFT_OUT = shutil.ignore_patterns("*.egg-info", "build", "__pycache__", "tests", "node_modules")


def build_wheel(source: Path, folder: Path) -> Path:
    """The wheel of a distribution, made from a copy, so that nothing is left beside the source."""
    copy = folder / "source" / source.name
    shutil.copytree(source, copy, ignore=LEFT_OUT)
    done = subprocess.run([sys.executable, "-c", BUILD, str(folder)], cwd=copy, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])
    return folder / done.stdout.strip().splitlines()[-1]


def install(wheels: Sequence[Path], target: Path) -> None:
    """Unpack and register wheels into a folder of packages, by pip, offline."""
    command = [*_pip(), "install", "--quiet", "--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check"]
    given = [str(wheel) for wheel in wheels]
    environment = {**os.environ, "PIP_NO_INPUT": "1", "PIP_CONFIG_FILE": os.devnull}
    done = subprocess.run(
        [*command, "--target", str(target), *given], capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode:
        raise AssertionError(done.stderr[-3000:])


def _pip() -> list[str]:
    """pip of this environment, or the one that comes with Python."""
    if importlib.util.find_spec("pip") is not None:
        return [sys.executable, "-m", "pip"]
    import ensurepip

    bundled = next((Path(ensurepip.__file__).parent / "_bundled").glob("pip-*.whl"))
    return [sys.executable, str(bundled / "pip")]
