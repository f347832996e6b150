"""A process of its own for a file that a stranger sent: nothing of our environment, stopped when its time is over.

    with started(WORKER, path, {"seconds": 20, …}) as worker:
        for line in worker.stdout: ...

The worker is a script that imports nothing of Dapur. It bounds its own memory by the limits that it gets as JSON, and says on
its output what it read; what it said before it was stopped can still be read.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Timer


@contextmanager
def started(script: Path, file: Path, limits: Mapping[str, int]) -> Iterator["subprocess.Popen[bytes]"]:
    """Run the script with the file and its limits; of these `seconds` is kept here too. It is gone afterwards."""
    # Without our environment: secrets have no business near a stranger's file.
    environment = {key: os.environ[key] for key in ("SYSTEMROOT", "LD_LIBRARY_PATH") if key in os.environ}
    command = [sys.executable, "-I", str(script), str(file.resolve()), json.dumps(dict(limits))]
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    ) as worker:
        clock = Timer(limits["seconds"], worker.kill)
        clock.daemon = True
        clock.start()
        try:
            yield worker
        finally:
            clock.cancel()
            worker.kill()
