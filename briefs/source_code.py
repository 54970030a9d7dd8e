"""Source code: what makes the bytes.

In:  nothing.
Out: a fingerprint of this package's modules, of its libraries and of Python: what another one has
     made or remembered may not be what this one would.
"""

from __future__ import annotations

import sys
from pathlib import Path

from briefs import folders
from briefs.fingerprints import fingerprint


def code_print() -> str:
    """A fingerprint of all that makes bytes."""
    source = Path(__file__).parent
    texts = [file.read_bytes() for file in sorted(source.rglob("*.py"))]
    # The folders that installed packages leave beside themselves are named by their versions.
    versions = sorted(folder.name for folder in Path(folders.libraries()).glob("*.dist-info"))
    return fingerprint(b"\0".join(texts) + repr((versions, sys.version_info[:2])).encode())
