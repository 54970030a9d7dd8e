"""briefs: a compiler for briefing newsletters.

In:  `content/`, Markdown and YAML written by editors.
Out: `site/`, an HTML site, feeds and a PDF digest of each edition.

The spine is six stages, in the order of `pipeline.py`: load, link, check, plan, render, publish.
The floors, each importing only lower ones, are listed in `docs/architecture.md` and kept by
`tests/test_floors.py`.
"""

__version__ = "0.1.0"
