"""Codes: how a command ends.

In:  nothing.
Out: the codes with which the process ends, for whoever runs it in a script.
"""

FINE, CONTENT, USAGE, ENVIRONMENT, BUG, INTERRUPTED = 0, 1, 2, 3, 70, 130
"""All is well; problems in the content; used wrongly; not possible here; a bug of ours; stopped."""
