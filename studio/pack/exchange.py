"""What a pack's folder remembers of exchanges: the states it has sent and received.

In: a pack's folder. Out: ``.exchange/lineage`` (ids of states, the newest last) and, for the last of
them, their texts and sums. A state that both sides know is the base of a three-way merge.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from studio.errors import StudioError
from studio.pack.archive import archive_bytes
from studio.pack.checksums import Contents, joined_lineage, read_contents
from studio.pack.journal import HOME, Changes
from studio.pack.safe_unpack import unpack

KEPT = 12
"""States whose texts are kept; who last exchanged longer ago merges without a base."""

_LINEAGE = f"{HOME}/lineage"
_STATES = f"{HOME}/states"
_MOST = 100_000  # bytes of a lineage that are read


def lineage(folder: Path) -> tuple[str, ...]:
    """Ids of the states that went into the pack in ``folder``, the newest last."""
    try:
        with (folder / _LINEAGE).open("rb") as stream:
            lines = stream.read(_MOST).decode("ascii", "replace").splitlines()
    except OSError:
        return ()
    return joined_lineage(
        line for line in lines if len(line) == 64 and set(line) <= set("0123456789abcdef")
    )


def remembering(
    folder: Path, source: Path, contents: Contents, others: Iterable[str] = ()
) -> dict[str, bytes | Path | None]:
    """Changes for :func:`studio.pack.journal.change` by which ``folder`` remembers a state.

    ``source`` is where the state's files are; ``others`` are ids that went into it.
    """
    known = joined_lineage(lineage(folder), others, [contents.id])
    texts = {n: d for n, d in contents.files.items() if not n.startswith("media/")}
    changes: dict[str, bytes | Path | None] = {
        _LINEAGE: "".join(f"{one}\n" for one in known).encode(),
        f"{_STATES}/{contents.id}.toml": contents.text().encode(),
        f"{_STATES}/{contents.id}.milpack": archive_bytes(source, Contents(texts)),
    }
    for path in (folder / _STATES).glob("*.*"):
        if path.stem in known[:-KEPT]:
            changes[f"{_STATES}/{path.name}"] = None
    return changes


def same(folder: Path, changes: Changes) -> bool:
    """Whether ``changes`` would change nothing."""
    return all(
        (folder / name).is_file() and (folder / name).read_bytes() == content
        for name, content in changes.items()
        if isinstance(content, bytes)
    ) and not any(content is None for content in changes.values())


def common_state(folder: Path, contents: Contents) -> str:
    """The newest state that went into both ``folder`` and ``contents`` and is still kept, or ``""``."""
    theirs = {contents.id, *contents.lineage}
    both = (one for one in reversed(lineage(folder)) if one in theirs)
    return next((one for one in both if (folder / _STATES / f"{one}.toml").is_file()), "")


def open_state(folder: Path, state: str, into: Path) -> Contents | None:
    """Unpack a kept state into the folder ``into``, pictures as empty files; None if it is damaged.

    A damaged memory costs convenience, never texts: the packs are then merged without a base.
    """
    try:
        text = (folder / _STATES / f"{state}.toml").read_text("utf-8")
        contents = read_contents(text)
        unpack(folder / _STATES / f"{state}.milpack", into)
        if contents.id != state:
            return None
        for name in contents.files:
            if name.startswith("media/"):
                (into / name).parent.mkdir(parents=True, exist_ok=True)
                (into / name).touch()
    except (StudioError, OSError, ValueError):
        return None
    return contents
