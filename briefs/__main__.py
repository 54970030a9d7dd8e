"""`python -m briefs`: the same command as `briefs`."""

import sys

from briefs.cli import main

if __name__ == "__main__":
    sys.exit(main())
