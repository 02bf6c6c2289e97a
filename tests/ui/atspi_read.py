"""Reads the studio's window as a screen reader does. Runs in the system's Python, which has pyatspi.

In: a file to write. Out: role, name and description of all in the window, once the card is there.
"""

import json
import sys
import time

import pyatspi

ENOUGH = "The card"
PATIENCE = 45  # seconds


def below(node):
    """A node and all in it; what is gone meanwhile is left out."""
    try:
        yield node.getRoleName(), node.name, node.description
        children = [node.getChildAtIndex(at) for at in range(min(node.childCount, 300))]
    except (LookupError, RuntimeError):
        return
    for child in children:
        if child is not None:
            yield from below(child)


def read():
    """The studio's nodes as they are now."""
    desktop = pyatspi.Registry.getDesktop(0)
    return [node for program in desktop if program is not None for node in below(program)]


def main(path):
    """Look again until the card's texts are read."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = read()
        names = [name for _role, name, _description in found]
        if ENOUGH in names and any(name.startswith("Headline: ") for name in names):
            with open(path, "w", encoding="utf-8") as file:
                json.dump(found, file)
            return
        time.sleep(0.2)


main(sys.argv[1])
