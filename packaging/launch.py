"""Where the frozen app starts: the ``milclicks`` command, or one of its worker processes."""

from studio.__main__ import main

if __name__ == "__main__":
    main()
