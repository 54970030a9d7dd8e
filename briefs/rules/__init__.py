"""Rules: editorial rules on the resolved whole, one file a family, one function a rule.

In:  a `Publication`.
Out: diagnostics; nothing is changed.

The code of a rule has a case in `tests/broken/` and a paragraph in `docs/diagnostics.md`;
`stages/check.py` lists the rules.
"""
