#!/usr/bin/env python3
"""Sets up what briefs needs, then runs it: `python3 build.py [VERB …]`; without arguments, `build`.

In: the arguments, the lock file that the verb calls for, and BRIEFS_SETUP (`0`: use the running
Python as it is; `only`: set up and stop). Out: `.venv`, made from hash-checked packages; `.native`,
for what Debian gives to users without root; then this process becomes `python -m briefs …`, in the
caller's folder. Exit 3 when set-up fails.

True here only: nothing outside the standard library is there yet, and the file has to parse on a
Python as old as 3.6, so that its user reads a sentence and not a SyntaxError.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if sys.version_info < (3, 11):
    found = "%d.%d at %s" % (sys.version_info[0], sys.version_info[1], sys.executable)
    print("build.py: Python 3.11 or newer is needed; this is " + found, file=sys.stderr)
    sys.exit(3)
if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent
VENV, NATIVE = ROOT / ".venv", ROOT / ".native"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
STAMP = VENV / ".briefs-setup.json"
# The interpreter below any virtual environment that this script may be running in.
BASE = getattr(sys, "_base_executable", None) or sys.executable
LOCK, TEST_LOCK = ROOT / "requirements.lock", ROOT / "requirements-test.lock"
PANGO = ["libpangoft2-1.0-0", "libharfbuzz-subset0"]
PANGO_HINT = {
    "linux": "apt-get install " + " ".join(PANGO) + " (Alpine, Arch, Fedora: pango)",
    "darwin": "brew install pango",
    "win32": "install MSYS2, then pacman -S mingw-w64-ucrt-x86_64-pango",
}
HOMEBREW = ["/opt/homebrew/lib", "/usr/local/lib"]
Finished = subprocess.CompletedProcess[str]
Stamp = dict[str, Any]


class SetupError(Exception):
    """Set-up cannot go on; the text is the one line that the user reads."""


def main(args: list[str]) -> int:
    """Set up if anything is missing, then run the command line; the exit code is its own, or 3."""
    setup = os.environ.get("BRIEFS_SETUP")
    if setup == "0":
        return start(sys.executable, args)
    try:
        locks = {path.name: sha256(path.read_bytes()) for path in locks_for(args)}
        if not is_ready(read_stamp(), locks):
            with one_at_a_time():
                set_up(read_stamp(), locks)
    except (SetupError, OSError) as error:
        say(f"set-up failed: {error}")
        return 3
    return 0 if setup == "only" else start(str(PYTHON), args)


def say(line: str) -> None:
    print(f"build.py: {line}", file=sys.stderr, flush=True)


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def locks_for(args: list[str]) -> list[Path]:
    """`test` needs its own lock file, which contains the other; any other verb, the small one."""
    words = iter(args)
    for word in words:
        if word == "-C":
            next(words, None)
        elif not word.startswith("-"):
            return [LOCK, TEST_LOCK] if word == "test" else [LOCK]
    return [LOCK]


def read_stamp() -> Stamp:
    try:
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}


def write_stamp(stamp: Stamp) -> None:
    """Record what is finished; an empty stamp says that .venv is ours and being worked on."""
    draft = STAMP.with_suffix(".draft")
    draft.write_text(json.dumps(stamp), encoding="utf-8")
    draft.replace(STAMP)


def made_for() -> str:
    """What no .venv survives: another place, another kind of Python, another kind of machine."""
    python = f"{sys.implementation.cache_tag}{getattr(sys, 'abiflags', '')}"
    return f"{VENV} {python} {sys.platform} {platform.machine()}"


def is_whole(stamp: Stamp) -> bool:
    base_is_there = os.path.exists(stamp.get("base", ""))
    return stamp.get("made_for") == made_for() and base_is_there and PYTHON.exists()


def is_ready(stamp: Stamp, locks: dict[str, str]) -> bool:
    """Whether nothing needs doing; asked at every start, so it starts no process itself."""
    return is_whole(stamp) and locks.items() <= stamp["locks"].items() and pango_is_settled(stamp)


def pango_is_settled(stamp: Stamp) -> bool:
    """Whether the stamp's word on Pango still holds: packages come and go, and caches travel."""
    if stamp.get("pango") == "native":
        return bool(native_libraries())
    if stamp.get("pango") == "system":
        return sys.platform != "linux" or pango_in_sight()
    return stamp.get("pango") == "missing" and not pango_in_sight()


def pango_in_sight() -> bool:
    if sys.platform != "linux":
        return any(os.path.exists(f"{lib}/libpangoft2-1.0.0.dylib") for lib in HOMEBREW)
    try:
        ctypes.CDLL("libpangoft2-1.0.so.0")
    except OSError:
        return False
    return True


def native_libraries() -> list[str]:
    return [str(lib) for top in ("usr/lib", "lib") for lib in NATIVE.glob(f"root/{top}/*-linux-*")]


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Let one set-up work at a time; the others wait, then find its work done."""
    NATIVE.mkdir(exist_ok=True)
    with (NATIVE / "lock").open("a") as file:
        # Children hold the lock too: if this process is killed, an installer that lives on is
        # waited for, and nobody works in the same folder.
        os.set_inheritable(file.fileno(), True)
        if not try_lock(file.fileno()):
            say("another set-up is at work here; waiting for it")
            while not try_lock(file.fileno()):
                time.sleep(0.2)
        yield


def try_lock(file: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # A file system without locks: to go on is better than never to start.
    return True


def set_up(stamp: Stamp, locks: dict[str, str]) -> None:
    """Do what is missing, stage by stage; after each, the stamp says how far the work has come."""
    if is_ready(stamp, locks):
        return
    have = stamp.get("locks", {})
    if not is_whole(stamp) or any(have.get(name, lock) != lock for name, lock in locks.items()):
        make_venv()
        stamp, have = {"made_for": made_for(), "base": BASE}, {}
    if not locks.items() <= have.items():
        write_stamp({})
        try:
            install(ROOT / list(locks)[-1])
            have = {**have, **locks}
        finally:
            # Adding to a whole .venv may fail (no network, say) without making it unusable.
            write_stamp({**stamp, "locks": have} if have else {})
        stamp["locks"] = have
    stamp["pango"] = provide_pango(just_look=stamp.get("pango") == "missing")
    write_stamp(stamp)


def make_venv() -> None:
    """Start from nothing; a .venv that someone else made is moved aside, never deleted."""
    if VENV.is_dir() and not STAMP.exists() and any(VENV.iterdir()):
        say("moving a .venv that build.py did not make to .venv.old")
        VENV.rename(ROOT / ".venv.old")
    elif VENV.is_symlink():
        VENV.unlink()
    elif VENV.exists():
        shutil.rmtree(VENV)
    shutil.rmtree(NATIVE / "root", ignore_errors=True)
    say("making .venv")
    VENV.mkdir()
    write_stamp({})
    made = run([BASE, "-m", "venv", "--without-pip", VENV])
    if made.returncode:
        raise SetupError(f"cannot make .venv: {cause(made.stdout)}")


def install(lock: Path) -> None:
    """Install a lock file with the first installer that manages to."""
    say(f"installing {lock.name}")
    log = ""
    for installer in installers():
        done = install_with(installer, lock)
        if not done.returncode:
            return
        log += done.stdout
        (NATIVE / "install.log").write_text(log, encoding="utf-8")
    if not log:
        raise SetupError("there is no pip (Debian, Ubuntu: apt-get install python3-venv)")
    raise SetupError(f"{cause(log)} (the installer's words are in .native/install.log)")


def install_with(installer: list[str], lock: Path) -> Finished:
    """Wheels first; then feedgen, published as source only, is built by the locked setuptools."""
    checked = [*installer, "--quiet", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
    wheels = re.sub(r"(?m)^feedgen==.*\n(?: .*\n)*", "", lock.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "wheels.txt")
        path.write_text(wheels, encoding="utf-8")
        done = run([*checked, "-r", path])
    if done.returncode:
        return done
    return run([*checked, "--no-binary", "feedgen", "--no-build-isolation", "-r", lock])


def installers() -> Iterator[list[str]]:
    """Ways to install into .venv: uv if it is there, then a pip wheel, run without installing."""
    uv = shutil.which("uv")
    if uv:
        yield [uv, "pip", "install", "--python", str(PYTHON)]
    if not pip_wheel() and shutil.which("apt-get"):
        say("fetching pip into .native (Debian keeps it in a package of its own)")
        unpack_debian(["python3-pip-whl"])
    options = ["install", "--no-user", "--no-input", "--disable-pip-version-check", "--use-pep517"]
    wheel = pip_wheel()
    if wheel:
        yield [str(PYTHON), f"{wheel}/pip", *options]
    elif importlib.util.find_spec("pip"):
        yield [sys.executable, "-m", "pip", "--python", str(PYTHON), *options]


def pip_wheel() -> Path | None:
    folders = [Path("/usr/share/python-wheels"), NATIVE / "root/usr/share/python-wheels"]
    ensurepip = importlib.util.find_spec("ensurepip")
    if ensurepip and ensurepip.origin:
        folders.insert(0, Path(ensurepip.origin).with_name("_bundled"))
    return next((wheel for folder in folders for wheel in folder.glob("pip-*.whl")), None)


def provide_pango(*, just_look: bool) -> str:
    """Make Pango loadable if that can be done here; `system`, `native` or `missing`."""
    for provide in [None] if just_look else [None, system_pango, native_pango]:
        if provide:
            provide()
        # Pango may have come with a desktop, and without the library that cuts fonts down.
        if weasyprint_loads("-W", "error:HarfBuzz-Subset:DeprecationWarning"):
            break
    if weasyprint_loads():
        return "native" if native_libraries() else "system"
    hint = PANGO_HINT.get(sys.platform, "install Pango")
    say(f"WARNING: Pango is missing, so PDF digests are left out. To have them: {hint}")
    return "missing"


def weasyprint_loads(*options: str) -> bool:
    return not run([PYTHON, *options, "-c", "import weasyprint"]).returncode


def system_pango() -> None:
    """Install Pango for the whole machine, where that takes no password."""
    if sys.platform == "darwin" and shutil.which("brew"):
        say("installing Pango: brew install pango")
        run(["brew", "install", "--quiet", "pango"])
    if sys.platform != "linux" or not shutil.which("apt-get"):
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and not (shutil.which("sudo") and not run([*sudo, "true"]).returncode):
        return
    say("installing Pango: apt-get install " + " ".join(PANGO))
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y"]
    # Package lists may be absent, or too old to find anything by.
    if run([*apt, "install", "--no-install-recommends", *PANGO]).returncode:
        run([*apt, "update"])
        run([*apt, "install", "--no-install-recommends", *PANGO])


def native_pango() -> None:
    if sys.platform == "linux" and shutil.which("apt-get"):
        say("unpacking Pango into .native, which needs no root")
        unpack_debian(PANGO)


def unpack_debian(packages: list[str]) -> None:
    """Unpack Debian packages, and what they need, into .native/root; apt checks signatures."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "state/lists/partial").mkdir(parents=True)
        Path(folder, "cache/archives/partial").mkdir(parents=True)
        options = [f"Dir::State={folder}/state", f"Dir::Cache={folder}/cache"]
        options += ["Dir::State::status=/var/lib/dpkg/status", "Debug::NoLocking=1"]
        options += ["APT::Sandbox::User=root"]  # Another user could not enter our folder.
        apt = ["apt-get", "-qq", *(f"-o{option}" for option in options)]
        if run([*apt, "update"]).returncode:
            return
        urls = run([*apt, "install", "--no-install-recommends", "--print-uris", *packages]).stdout
        names = re.findall(r"(?m)^'[^']+' ([^_\s]+)_", urls)
        if names and not run([*apt, "download", *names], cwd=folder).returncode:
            for package in Path(folder).glob("*.deb"):
                run(["dpkg-deb", "-x", package, NATIVE / "root"])


def environment() -> dict[str, str]:
    """The caller's variables, with our libraries in reach and without what bends a .venv."""
    bent = ("PYTHONHOME", "__PYVENV_LAUNCHER__")
    env = {name: value for name, value in os.environ.items() if name not in bent}
    libraries = native_libraries()
    if libraries:
        env["LD_LIBRARY_PATH"] = join([*libraries, env.get("LD_LIBRARY_PATH")])
        # Unpacked beside the system, fontconfig does not find its own settings.
        env.setdefault("FONTCONFIG_PATH", str(NATIVE / "root/etc/fonts"))
    if sys.platform == "darwin":
        env.setdefault("DYLD_FALLBACK_LIBRARY_PATH", join([*HOMEBREW, "/usr/lib"]))
    return env


def join(paths: list[str | None]) -> str:
    return os.pathsep.join(path for path in paths if path)


def run(command: list[Any], cwd: str | None = None) -> Finished:
    """Run a step of set-up out of sight; it inherits the lock, hence `close_fds=False`."""
    return subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**environment(), "PYTHONPATH": ""},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        close_fds=False,
        check=False,
    )


def cause(log: str) -> str:
    """The one line of an installer's output that says what went wrong."""
    known = {
        "No space left": "the disk is full",
        "ConnectionError|NameResolution|dns error|Timeout": "the package index is out of reach",
        "DO NOT MATCH THE HASHES|Hash mismatch": "a package is not the one that was locked",
    }
    for sign, meaning in known.items():
        if re.search(sign, log, re.IGNORECASE):
            return meaning
    lines = re.findall(r"(?mi)^error: *(.+)", log) or log.strip().splitlines()[-1:]
    return lines[0] if lines else "no reason given"


def start(python: str, args: list[str]) -> int:
    """Become the command line; -P keeps modules in the caller's folder from posing as ours."""
    env = environment()
    env["PYTHONPATH"] = join([str(ROOT), env.get("PYTHONPATH")])
    command = [python, "-P", "-m", "briefs", *(args or ["build"])]
    if sys.platform != "win32":
        os.execve(python, command, env)
    return subprocess.run(command, env=env, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
