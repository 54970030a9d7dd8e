"""Identities: the lasting names of what the newsletter publishes.

In:  site.yaml, and the id of a cluster.
Out: tag URIs (RFC 4151), and out of these again the authority and what they name.

A feed reader, and `briefs diff`, know a story by nothing else. No slug, headline or address is part
of an identity, and neither is the address of one build, so that a preview's feed has the ids of the
real one.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from briefs.model import Config


def authority_of(config: Config) -> str:
    """The host and the year of all identities: as configured, or by `url` in site.yaml."""
    return config.feeds.authority or f"{urlsplit(config.url).hostname},2025"


def feed_id(config: Config) -> str:
    """The identity of the feed of stories."""
    return f"tag:{authority_of(config)}:feed"


def corrections_id(config: Config) -> str:
    """The identity of the feed of corrections."""
    return f"tag:{authority_of(config)}:corrections"


def cluster_id(config: Config, id: str) -> str:
    """The identity of a cluster: of its page, and of its item in every feed."""
    return f"tag:{authority_of(config)}:cluster/{id}"


def correction_id(config: Config, id: str, name: str) -> str:
    """The identity of a correction, which is called by its `at`."""
    return f"{cluster_id(config, id)}/correction/{name}"


_FORM = re.compile(r"tag:([^:]+):cluster/([^/]+)(?:/correction/(.+))?")


def read_identity(identity: str) -> tuple[str, str, str] | None:
    """The authority, the cluster and the correction (or "") of an identity, if it is one."""
    found = _FORM.fullmatch(identity)
    return (found[1], found[2], found[3] or "") if found else None
