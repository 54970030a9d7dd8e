"""Commands: one file a verb, each with a click command of its name.

In:  the arguments of one verb.
Out: its exit code. `cli.py` imports a file when its verb is given.
"""
