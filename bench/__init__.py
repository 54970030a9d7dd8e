"""The benchmark: briefs beside Hugo, Eleventy and Pelican on one corpus; see `__main__.py`."""
