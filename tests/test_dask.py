"""Dask: a cluster of processes that see none of our files makes the same bytes, or none.

The cluster and each build are processes of their own, which this file is the program of: so threads
that Dask starts never meet a fork of another test, and a worker, or all, can be killed for good.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
TEMPLATES = HOME / "templates"
LIMIT = 120
"""Seconds after which a build that hangs fails its test."""

BLIND = """
import os, sys

def see(event, arguments):
    if event in {"open", "os.listdir", "os.scandir"} and isinstance(arguments[0], str):
        if arguments[0].startswith(BLIND_TO):
            raise PermissionError("a worker has looked into " + arguments[0])

os.chdir(ELSEWHERE)
sys.addaudithook(see)
"""
"""What workers begin with: another folder, and no sight of content, templates or output."""

WITHOUT_BRIEFS = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "briefs":
            raise ModuleNotFoundError("No module named " + repr(name))

sys.meta_path.insert(0, Absent())
# A worker begins by reading the program of the cluster, this file, which reads briefs.
for name in [name for name in sys.modules if name.partition(".")[0] == "briefs"]:
    del sys.modules[name]
"""


# ---- The programs


def run_cluster(folder: str, workers: int, preload: str) -> None:
    """A cluster of processes on this machine, until nobody reads what it says any more."""
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        # Its web pages cannot be left out; without a port they would take a fixed one.
        dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0",
        local_directory=folder,
        preload=preload,
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()


PARTS = "cli dask_workers outputs.pages pipeline stages.render workers".split()


def _module(name: str) -> Any:
    """A module of briefs, as something to be meddled with."""
    return import_module(f"briefs.{name}")


def run_build(settings: dict[str, Any]) -> None:
    """`briefs build`; its exit code and the threads that it leaves go to the file `outcome`."""
    cli, dask_workers, pages, pipeline, render, workers = map(_module, PARTS)
    build = pipeline.build

    def build_killing(*given: Any) -> Any:
        # The first to come back may be copies, which no worker makes.
        kill = iter([[], settings["kill"]])

        def progress(made: int, total: int) -> None:
            for number in next(kill, []):
                assert made < total
                os.kill(number, signal.SIGKILL)

        return build(*given[:-1], progress)

    if settings["kill"]:
        pipeline.build = build_killing
    if settings["fatal"]:
        plan = pages.plan
        pages.plan = lambda desk: (job._replace(make=die_making) for job in plan(desk))
    if settings["code"]:
        dask_workers._code_print = lambda: "another"
    workers.AHEAD = settings["ahead"]
    dask_workers.PATIENCE, dask_workers.REACH = settings["patience"], 0.5
    render.CHUNK = settings["chunk"]
    if settings["without"]:
        sys.modules["distributed"] = None  # type: ignore[assignment]
    code = cli.main(["build", "-q", "--clock", "2026-01-01", *settings["arguments"]])
    threads = sorted(thread.name for thread in threading.enumerate())
    Path(settings["outcome"]).write_text(json.dumps([code, threads]))


def die_making(view: Any, typesetter: Any, supplies: Any) -> bytes:
    """A page that kills whoever makes it."""
    os._exit(9)


if __name__ == "__main__":
    if sys.argv[1] == "cluster":
        run_cluster(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        run_build(json.loads(sys.argv[2]))
    sys.exit()


# ---- The tests; below, since a cluster and its workers need no pytest.

import pytest  # noqa: E402

from tests.conftest import Newsroom  # noqa: E402


def start(arguments: list[str], **options: Any) -> subprocess.Popen[str]:
    """A process of this file, in another folder, for which each warning is an error."""
    # Debian's own HarfBuzz has the library that WeasyPrint warns of; others' may not.
    quiet = ["-W", "error", "-W", "ignore:HarfBuzz-Subset will be required:DeprecationWarning"]
    return subprocess.Popen(
        [sys.executable, *quiet, __file__, *arguments],
        env={**os.environ, "PYTHONPATH": str(HOME)},
        text=True,
        stdout=subprocess.PIPE,
        **options,
    )


@dataclass(frozen=True)
class Cluster:
    """A running cluster: where it answers, its first process, and what its workers may not see."""

    address: str
    process: int
    hidden: Path

    def ask(self, question: str) -> Any:
        """What a client of the cluster says, in a process of its own."""
        text = f"import json, os, distributed\nwith distributed.Client({self.address!r}) as client:"
        done = subprocess.run(
            [sys.executable, "-c", f"{text}\n    print(json.dumps({question}))"],
            capture_output=True,
            text=True,
            check=True,
            timeout=LIMIT,
        )
        return json.loads(done.stdout)

    def workers(self) -> list[int]:
        """The processes of its workers, all of them at work."""
        return list(self.ask("[client.wait_for_workers(2), client.run(os.getpid)][1]").values())


@contextmanager
def cluster_of(folder: Path, workers: int, preload: str) -> Iterator[Cluster]:
    """A cluster of this machine, ended with all its processes."""
    hidden, elsewhere = folder / "projects", folder / "elsewhere"
    hidden.mkdir()
    elsewhere.mkdir()
    file = folder / "preload.py"
    sight = f"BLIND_TO = {(str(hidden), str(TEMPLATES))!r}\nELSEWHERE = {str(elsewhere)!r}\n"
    file.write_text(sight + preload)
    arguments = ["cluster", str(folder / "workers"), str(workers), str(file)]
    with (folder / "log").open("w") as log:
        process = start(arguments, stdin=subprocess.PIPE, stderr=log, cwd=folder)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("tcp://127.0.0.1:"), (folder / "log").read_text()
        yield Cluster(address, process.pid, hidden)
    finally:
        process.communicate(timeout=LIMIT)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[Cluster]:
    """Two workers, which see no project and no template."""
    with cluster_of(tmp_path_factory.mktemp("cluster"), 2, BLIND) as found:
        yield found


@pytest.fixture
def project(newsroom: Newsroom, cluster: Cluster, request) -> Newsroom:
    """Some dozens of stories in one edition, with pictures and a template of the newsroom's own."""
    root = cluster.hidden / re.sub(r"\W+", "-", request.node.name).strip("-")
    newsroom.root.rename(root)
    room = Newsroom(root)
    for number in range(40):
        name = f"picture{number % 3}.png"
        room.write(
            f"clusters/s{number}.md",
            f"---\nheadline: Story {number}\ndate: 2025-02-{3 + number % 7:02d}\ntags: [T]\n"
            f"image: {{src: /assets/{name}, alt: Grey}}\n---\nText {'so ' * number}long [43531].\n",
        )
    for number in range(3):
        room.write(f"assets/picture{number}.png", png(number))
    own = (TEMPLATES / "pages" / "404.html").read_text("utf-8")
    (root / "templates" / "pages").mkdir(parents=True)
    (root / "templates" / "pages" / "404.html").write_text(own.replace("</h1>", ", alas</h1>"))
    return room


def png(shade: int) -> bytes:
    """A grey picture of one dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    dots = chunk(b"IDAT", zlib.compress(bytes([0, shade])))
    return b"\x89PNG\r\n\x1a\n" + head + dots + chunk(b"IEND", b"")


@dataclass(frozen=True)
class Outcome:
    """How a build ended: its exit code, what it said, the threads that it left."""

    code: int
    said: str
    threads: list[str]


def build(room: Newsroom, executor: str, output: Path | None = None, **settings: Any) -> Outcome:
    """Run `briefs build` with an executor."""
    site = (room.content / "site.yaml").read_text("utf-8").partition("executor:")[0]
    room.write("site.yaml", f'{site}executor: "{executor}"\n')
    outcome = room.root / "outcome.json"
    outcome.unlink(missing_ok=True)
    given = {
        "kill": [],
        "fatal": False,
        "code": "",
        "without": False,
        "ahead": 64,
        "chunk": 20,
        "patience": 60.0,
        "pdf": "never",
        "outcome": str(outcome),
    } | settings
    target = str(output or room.output)
    given["arguments"] = ["-C", str(room.root), "-o", target, "--pdf", str(given["pdf"])]
    process = start(["build", json.dumps(given)], stderr=subprocess.PIPE, cwd=room.root.parent)
    try:
        said, problems = process.communicate(timeout=LIMIT)
    finally:
        process.kill()
    assert outcome.exists(), problems
    code, threads = json.loads(outcome.read_text())
    return Outcome(code, said + problems, threads)


def build_before(room: Newsroom) -> dict[str, bytes]:
    """A site that stands already, and then an edit of every page."""
    assert build(room, "serial") == Outcome(0, "", ["MainThread"])
    room.edit("site.yaml", "title: The Small Brief", "title: The Other Brief")
    return room.files()


def expected(room: Newsroom) -> dict[str, bytes]:
    """The site as one process makes it, in another folder."""
    output = room.root / "expected"
    assert build(room, "serial", output).code == 0
    return files_of(output)


def files_of(output: Path) -> dict[str, bytes]:
    """All files of an output, the manifest too."""
    return {str(f.relative_to(output)): f.read_bytes() for f in output.rglob("*") if f.is_file()}


def test_workers_that_see_no_file_of_ours_make_the_same_bytes_pdfs_included(project, cluster):
    made = {}
    for name in ("serial", "processes", f"dask:{cluster.address}"):
        output = project.root / name[:4]
        outcome = build(project, name, output, pdf="always")
        assert (outcome.code, outcome.said) == (0, ""), outcome.said
        made[name[:4]] = files_of(output)
    assert sum(path.endswith(".pdf") for path in made["seri"]) == 1
    assert b"alas" in made["dask"]["404.html"]
    assert made["seri"] == made["proc"]
    assert made["seri"] == made["dask"]


def test_a_build_leaves_the_cluster_and_nothing_behind(project, cluster):
    outcome = build(project, f"dask:{cluster.address}")
    assert (outcome.code, outcome.said) == (0, ""), outcome.said
    assert not [name for name in outcome.threads if "loop" in name.lower()]
    clients = "client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.clients))"
    tasks = "client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks))"
    # The one that asks, and the scheduler's own entry for tasks that nobody's client wants.
    assert cluster.ask(f"[{clients}, {tasks}]") == [2, 0]


@pytest.mark.parametrize("count", [1, 2])
def test_workers_killed_in_mid_build_are_replaced_and_nobody_can_tell(project, cluster, count):
    """With two tasks sent ahead at most, many are left when the first have come back."""
    before = cluster.workers()
    outcome = build(
        project, f"dask:{cluster.address}", kill=before[:count], chunk=5, ahead=2, patience=60.0
    )
    assert (outcome.code, outcome.said) == (0, ""), outcome.said
    assert len(set(before) - set(cluster.workers())) == count
    assert files_of(project.output) == expected(project)


def refusal(room: Newsroom, executor: str, **settings: Any) -> str:
    """What a build says that cannot be made; the old site stands, and it is one line."""
    before = build_before(room)
    outcome = build(room, executor, **settings)
    assert outcome.code == 3, outcome.said
    assert outcome.said.startswith("briefs: ")
    assert outcome.said.count("\n") == 1, outcome.said
    assert room.files() == before
    return outcome.said.strip().removeprefix("briefs: ")


def test_a_page_that_kills_every_worker_ends_the_build(project, cluster):
    assert refusal(project, f"dask:{cluster.address}", fatal=True) == (
        f"the Dask cluster at {cluster.address} lost worker after worker; was memory short?"
    )


def test_a_scheduler_that_is_killed_in_mid_build_ends_it(project, tmp_path):
    with cluster_of(tmp_path, 1, "") as other:
        said = refusal(
            project, f"dask:{other.address}", kill=[other.process], chunk=1, ahead=2, patience=0.5
        )
        assert said == f"the Dask cluster at {other.address} went away"


def test_a_cluster_without_workers_is_given_up(project, tmp_path):
    with cluster_of(tmp_path, 0, "") as other:
        assert refusal(project, f"dask:{other.address}", patience=1.0) == (
            f"the Dask cluster at {other.address} has had no worker for 1 seconds"
        )


def test_workers_without_briefs_are_told_apart(project, tmp_path):
    with cluster_of(tmp_path, 1, WITHOUT_BRIEFS) as other:
        said = refusal(project, f"dask:{other.address}")
        lack = f"the Dask cluster at {other.address} lacks something that briefs needs: "
        assert said.startswith(lack)


def test_workers_with_another_briefs_make_nothing(project, cluster):
    assert refusal(project, f"dask:{cluster.address}", code="another") == (
        "a Dask worker has another version of briefs, Python or a library"
    )


def test_where_nobody_answers_one_line_says_so(project):
    """Somebody listens here, and says nothing: no port can be taken from us meanwhile."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"
        said = refusal(project, f"dask:{address}")
    assert said.startswith(f'no Dask scheduler answers at "{address}": ')


@pytest.mark.parametrize("address", ["", "127.0.0.1", "mail://127.0.0.1:1", "tls://127.0.0.1:1"])
def test_what_is_no_address_of_a_scheduler_is_refused(project, address):
    assert refusal(project, f"dask:{address}").startswith(
        f'no Dask scheduler answers at "{address}": '
    )


def test_an_unknown_executor_is_named(project):
    assert refusal(project, "threads") == (
        'there is no executor "threads": write serial, processes or dask:<address>'
    )


def test_without_distributed_the_extra_is_named(project, cluster):
    assert refusal(project, f"dask:{cluster.address}", without=True) == (
        "Dask is not installed: pip install 'briefs[dask]'"
    )
