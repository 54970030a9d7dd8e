"""Dask workers: those of a cluster of machines (extra `dask`), which share no disk with us.

In:  the address of a Dask scheduler.
Out: `Dask`, workers that make what we would make, or one sentence that says why not.

This module alone knows Dask, and is imported only where a publication asks for it.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

from briefs.fingerprints import fingerprint
from briefs.workers import Remote, WorkersError

Item = TypeVar("Item")
Result = TypeVar("Result")

PATIENCE = 120.0
"""Seconds after which a cluster that has no worker is given up; one may be starting."""

REACH = 10.0
"""Seconds in which a scheduler has to answer."""


class Dask(Remote):
    """The workers of a Dask cluster. Those that die are replaced as long as there are others."""

    def __init__(self, client: Any, address: str) -> None:
        super().__init__(client.get_executor(pure=False))
        self._client = client
        self._address = address

    def map(self, function: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """The results, in order, from workers that run the code that runs here."""
        return super().map(partial(_run_same_code, _code_print(), function), items)

    def _result(self, future: Future[Result]) -> Result:
        from distributed import KilledWorker
        from distributed.comm.core import CommClosedError

        try:
            while True:
                try:
                    return future.result(PATIENCE)
                except TimeoutError:
                    if future.done():
                        raise
                    if not self._client.nthreads():
                        raise self._error(f"has had no worker for {PATIENCE:.0f} seconds") from None
        except KilledWorker:
            raise self._error("lost worker after worker; was memory short?") from None
        except (CancelledError, CommClosedError):
            raise self._error("went away") from None
        except ImportError as problem:
            raise self._error(f"lacks something that briefs needs: {problem}") from None

    def _error(self, what: str) -> WorkersError:
        return WorkersError(f"the Dask cluster at {self._address} {what}")

    def close(self) -> None:
        """Leave the cluster, which goes on; what it still does for us is cancelled."""
        self._client.close()


def _run_same_code(code: str, function: Callable[[Item], Result], item: Item) -> Result:
    """What a Dask worker does. Raises WorkersError if it would make other bytes than we."""
    if _code_print() != code:
        raise WorkersError("a Dask worker has another version of briefs, Python or a library")
    return function(item)


_SHAPING = """
feedgen fonttools jinja2 lxml markdown-it-py markupsafe mdit-py-plugins pydyf weasyprint
""".split()
"""The packages whose version shows in the bytes of what workers make."""


@cache
def _code_print() -> str:
    """A fingerprint of the code that makes what is sent back; each worker looks once."""
    texts = [file.read_bytes() for file in sorted(Path(__file__).parent.rglob("*.py"))]
    found = {item.name.lower(): item.version for item in metadata.distributions()}
    versions = [found.get(name) for name in _SHAPING]
    return fingerprint(b"\0".join(texts) + repr((versions, sys.version_info[:2])).encode())


def connect_to(address: str) -> Dask:
    """The workers of a Dask cluster. Raises WorkersError if they cannot be had."""
    try:
        from distributed import Client
    except ImportError:
        raise WorkersError("Dask is not installed: pip install 'briefs[dask]'") from None
    # What it logs when a scheduler goes away is said once, by us; and a digest may be large.
    for name in ("distributed", "distributed.client", "tornado.application"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", "Sending large graph", UserWarning)
    try:
        asyncio.run(_knock(address))
        client: Any = Client(address, timeout=REACH, set_as_default=False)  # type: ignore[no-untyped-call]  # it has none
    except Exception as problem:  # noqa: BLE001 (whatever a stranger answers, it is no scheduler)
        why = str(problem) or "somebody is there, but says nothing"
        raise WorkersError(f'no Dask scheduler answers at "{address}": {why}') from None
    try:
        # A worker that cannot read a task leaves the cluster and says nothing of it to us.
        client.run_on_scheduler(exec, "import briefs.pipeline")
        client.run(exec, "import briefs.pipeline")
    except ImportError as problem:
        client.close()
        message = f"the Dask cluster at {address} lacks something that briefs needs: {problem}"
        raise WorkersError(message) from None
    return Dask(client, address)


async def _knock(address: str) -> None:
    """See whether Dask is there; a client waits for ever for who listens and says nothing."""
    from distributed import Security
    from distributed.comm.core import connect

    security: Any = Security()  # type: ignore[no-untyped-call]  # it has none
    arguments = security.get_connection_args("client")
    reached: Any = connect(address, REACH, **arguments)  # type: ignore[no-untyped-call]  # it has none
    comm = await asyncio.wait_for(reached, 2 * REACH)
    comm.abort()
