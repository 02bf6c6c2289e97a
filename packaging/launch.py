"""Where the frozen app starts: the ``milclicks`` command, or one of its worker processes."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support

if __name__ == "__main__":
    freeze_support()  # a worker is this same program, started again; it never comes past this line
    from studio.__main__ import main

    sys.exit(main())
