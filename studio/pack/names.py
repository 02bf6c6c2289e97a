"""Which files a pack may hold, and how they may be called.

In: names as archives and folders have them. Out: an error that names the first one that no pack of ours
would hold. What is allowed is listed; everything else is refused, whatever it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from studio.diagnostics import N_, Where
from studio.errors import InvalidInput
from studio.model.partner import KIT_FILE, KITS
from studio.pack.document import MAX_BYTES
from studio.pack.schema import ID, LANGUAGE

CHECKSUMS = "checksums.toml"
"""The file of an archive that tells what is in it."""

MEDIA = (".png", ".jpg", ".jpeg", ".webp")
"""Pictures that travel in packs: those that can be painted."""

MOST_FILES = 30_000

HOLDS = N_(
    "Packs hold pack.toml, posts/*.toml, i18n/*.po, PNG, JPEG or WebP in media, and kits in brands."
)

_MB = 1024 * 1024
_KIT = rf"(?=[^/]{{1,60}}/){ID.strip('^$')}"
_KINDS = (
    (re.compile(r"pack\.toml"), MAX_BYTES),
    (re.compile(r"checksums\.toml"), 8 * _MB),
    (re.compile(rf"posts/(?=.{{1,60}}\.toml$){ID.strip('^$')}\.toml"), MAX_BYTES),
    (re.compile(rf"i18n/{LANGUAGE.strip('^$')}\.po"), 20 * _MB),
    (re.compile(rf"{KITS}/{_KIT}/{re.escape(KIT_FILE)}"), MAX_BYTES),
    (re.compile(rf"{KITS}/{_KIT}/[^/]+({'|'.join(map(re.escape, MEDIA))})", re.I), 40 * _MB),
    (re.compile(rf"media/([^/]+/){{0,3}}[^/]+({'|'.join(map(re.escape, MEDIA))})", re.I), 40 * _MB),
)
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.I)
_UNSAFE = re.compile(r"""[<>:"|?*\\]""")
_LONGEST_PART, _LONGEST = 140, 200  # bytes of a part, characters of a whole name


def most_bytes(name: str) -> int:
    """The largest size of the file ``name``; 0 if no pack may hold it."""
    safe = len(name) <= _LONGEST and all(_is_safe(part) for part in name.split("/"))
    return next((most for form, most in _KINDS if safe and form.fullmatch(name)), 0)


def check_names(names: Iterable[str]) -> None:
    """Refuse names that lead out of the folder, that some system can't hold, or takes for one another.

    Raises:
        InvalidInput: ``pack.name``, ``pack.name-collision`` or ``pack.too-many-files``.
    """
    seen: dict[str, str] = {}
    files: set[str] = set()
    for number, name in enumerate(names, 1):
        if number > MOST_FILES:
            raise InvalidInput.of(
                "pack.too-many-files",
                N_("The pack has more than {limit} files."),
                hint=N_("Split it into several packs."),
                limit=MOST_FILES,
            )
        if not most_bytes(name):
            raise InvalidInput.of(
                "pack.name",
                N_("A pack may not hold a file called “{name}”."),
                where=Where(file=ascii(name[:80]).strip("'")),
                hint=HOLDS,
                name=ascii(name[:80]).strip("'"),
            )
        parts = name.split("/")
        for depth in range(1, len(parts) + 1):
            path, whole = "/".join(parts[:depth]), depth == len(parts)
            known = folded(path) in seen
            other = seen.setdefault(folded(path), path)
            if other != path or path in files or (whole and known):
                _collide(path, other)
        files.add(name)


def folded(name: str) -> str:
    """What two names share that a case-blind or normalising file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _collide(name: str, other: str) -> None:
    raise InvalidInput.of(
        "pack.name-collision",
        N_("“{name}” and “{other}” are the same file on some systems."),
        hint=N_("Rename one of them; capitals and accents alone don't tell files apart."),
        name=ascii(name).strip("'"),
        other=ascii(other).strip("'"),
    )


def _is_safe(part: str) -> bool:
    return (
        bool(part)
        and part[0] not in ". ~-"
        and part[-1] not in ". "
        and len(part.encode("utf-8", "replace")) <= _LONGEST_PART
        and not _RESERVED.match(part)
        and not _UNSAFE.search(part)
        and unicodedata.is_normalized("NFC", part)
        # Controls, invisible and direction marks, private and unassigned characters, odd spaces.
        and not any(unicodedata.category(c) in _ODD or (c.isspace() and c != " ") for c in part)
    )


_ODD = ("Cc", "Cf", "Cs", "Co", "Cn")
