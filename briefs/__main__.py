"""`python -m briefs`: the same command as `briefs`."""

from briefs.cli import run

if __name__ == "__main__":
    run()
