"""Importing: pasted text and lists of articles → files of `content/`.

In:  text as it stands on some page or in some table.
Out: files in our format, every guess with its confidence, and a proof that no word was lost.
"""
