"""Reporting: what a check found, one file a format.

In:  findings, and tallies of clusters.
Out: lines for standard output, which `commands/` print; problems for people are in `console.py`.
"""
