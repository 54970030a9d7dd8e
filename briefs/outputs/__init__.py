"""Outputs: one file a product, found by looking in this folder.

In:  the `Desk`: publication, imprint, templates, stories and prints.
Out: jobs. An output is a module with one function, `plan`, and the makers that its jobs name.

No output imports another, and none transforms what another made: each reads the publication.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from briefs.desk import Desk
from briefs.jobs import Job


class Output(Protocol):
    """What a module of this folder holds."""

    def plan(self, desk: Desk) -> Iterator[Job]:
        """List every file of this product that should exist."""
        ...


def discover() -> list[Output]:
    """All outputs, in the order of their names."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    return [cast("Output", import_module(f"{__name__}.{name}")) for name in names]
