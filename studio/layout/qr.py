"""A link as the outline of a QR code.

In: an http(s) link and the rectangle it may fill. Out: the dark modules as one outline, on whole
pixels where there is room, so that no module has a grey edge.
"""

from __future__ import annotations

import math
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

import qrcode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.exceptions import DataOverflowError

from studio.diagnostics import N_
from studio.errors import InvalidInput, StudioError
from studio.model.geometry import Rect
from studio.model.path import Path

_KEPT = "%/:?#[]@!$&'()*+,;=~"
"""Characters with a meaning in addresses, and the sign of those that are written in ASCII already."""

Row = tuple[tuple[int, int], ...]
"""The dark runs of one row of modules: first module, number of modules."""


@lru_cache(maxsize=64)
def qr_path(data: str, rect: Rect, quiet: int = 4) -> tuple[Path, int, float]:
    """The dark modules of ``data``'s code, centred in ``rect``, ``quiet`` modules kept free round it.

    Error correction Q (a quarter of the code may be lost). Returns the outline in the units of
    ``rect``, the number of modules a side, and the side of a module. Modules are whole pixels on whole
    places when ``rect`` has room for one pixel a module; the code may then be smaller than ``rect``.

    Raises:
        InvalidInput: ``qr.link`` if ``data`` is no http(s) link, ``qr.too-long`` if no code holds it.
    """
    rows = _rows(_address(data))
    count = len(rows)
    side = min(rect.width, rect.height)
    module = side / (count + 2 * quiet)
    if module >= 1:
        module = math.floor(module)
    left = rect.x + (rect.width - module * count) / 2
    top = rect.y + (rect.height - module * count) / 2
    if module >= 1:
        left, top = round(left), round(top)
    ops: list[tuple[str | float, ...]] = []
    for number, row in enumerate(rows):
        y, lower = top + number * module, top + (number + 1) * module
        for first, length in row:
            x, right = left + first * module, left + (first + length) * module
            ops += [("M", x, y), ("L", right, y), ("L", right, lower), ("L", x, lower), ("Z",)]
    return Path(tuple(ops)), count, float(module)


def _address(link: str) -> str:
    """``link`` in the ASCII form that every reader understands (RFC 3987, 3.1).

    QR codes do not say which encoding they use: readers guess, and Cyrillic came back as Chinese.
    """
    try:
        parts = urlsplit(link)
        host = (parts.hostname or "").encode("idna").decode()
        port = "" if parts.port is None else f":{parts.port}"
    except ValueError as error:
        raise _no_address(link) from error
    if parts.scheme not in ("http", "https") or not host or " " in link or not link.isprintable():
        raise _no_address(link)
    if link.isascii():
        return link
    user = parts.netloc.rpartition("@")[0]
    user = quote(user, _KEPT) + "@" if user else ""
    path, query, fragment = (quote(text, _KEPT) for text in parts[2:])
    return urlunsplit((parts.scheme, f"{user}{host}{port}", path, query, fragment))


def _no_address(link: str) -> StudioError:
    return InvalidInput.of(
        "qr.link",
        N_("“{link}” can't become a QR code: it is not a web address."),
        link=link[:80],
        hint=N_("Write it in full, with https:// in front."),
    )


@lru_cache(maxsize=256)
def _rows(data: str) -> tuple[Row, ...]:
    """The dark runs of the code, row by row; 12 ms a code, so a link's code is made once."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    code.add_data(data)
    try:
        code.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise InvalidInput.of(
            "qr.too-long",
            N_("The link “{link}” is too long for a QR code: it has {length} characters."),
            link=data[:80],
            length=len(data),
            hint=N_("Use a shorter address that leads to the same page."),
        ) from error
    return tuple(_runs(row) for row in code.get_matrix())


def _runs(row: list[bool]) -> Row:
    runs: list[tuple[int, int]] = []
    start = -1
    for place, dark in enumerate([*row, False]):
        if dark and start < 0:
            start = place
        elif not dark and start >= 0:
            runs.append((start, place - start))
            start = -1
    return tuple(runs)
