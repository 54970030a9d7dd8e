"""Fingerprints: short, lasting names for values.

In:  bytes or a text.
Out: the same name for the same value, and for no other that anybody will ever meet.
"""

from __future__ import annotations

try:
    # What `hashlib` would hand on too; with it comes OpenSSL, which takes longer to load than this.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b


def fingerprint(value: bytes | str) -> str:
    """A short, lasting name for a value: 80 bits of BLAKE2b (RFC 7693) in hexadecimal."""
    data = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    return blake2b(data, digest_size=10).hexdigest()
