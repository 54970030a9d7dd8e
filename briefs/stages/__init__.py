"""Stages: the six steps of the spine, a file each. No stage imports another."""
