"""captions.csv: every text with its images, for a spreadsheet program.

In: publications. Out: UTF-8, comma-separated, CRLF; one row a text to paste. No cell is a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from studio.export.kit import KitFile, Publication, for_spreadsheet, joined, media_url

NAME = "captions.csv"
COLUMNS = (
    "date",
    "time",
    "post",
    "card",
    "title",
    "language",
    "network",
    "part",
    "caption",
    "length",
    "limit",
    "hashtags",
    "images",
    "image_urls",
    "alt",
    "follow_up",
    "follow_up_as",
    "link",
)
BOM = b"\xef\xbb\xbf"
"""What tells Excel that a file is UTF-8; other programs may show it as a stray sign."""


def captions_csv(publications: Iterable[Publication], *, base: str = "", bom: bool = False) -> KitFile:
    """The table; ``base`` is the address that the images will be under, ``bom`` for Excel."""
    rows = (row for one in publications for row in _rows(one, base))
    return KitFile(NAME, table(COLUMNS, rows, bom=bom))


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, bom: bool = False) -> bytes:
    """A CSV file by RFC 4180; an empty ``head`` is left out."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if head:
        writer.writerow(head)
    writer.writerows(rows)
    return (BOM if bom else b"") + out.getvalue().encode("utf-8", "backslashreplace")


def _rows(one: Publication, base: str) -> Iterator[list[str]]:
    """One row for each text to paste: one, or those of a thread."""
    caption = one.caption
    texts = [(part.text, part.length, part.image) for part in caption.parts]
    for number, (text, length, image) in enumerate(texts or [(caption.text, caption.length, True)], 1):
        images = one.images if image else ()
        last = number == max(1, len(texts))
        row = [
            one.day.isoformat() if one.day else "",
            one.at.strftime("%H:%M") if one.at else "",
            one.post,
            one.card,
            one.title,
            one.language,
            one.network,
            f"{number}/{len(texts)}" if texts else "",
            text,
            str(length),
            str(caption.limit),
            " ".join("#" + tag for tag in caption.hashtags) if number == 1 else "",
            " ".join(image.name for image in images),
            " ".join(filter(None, (media_url(base, image.name) for image in images))),
            joined([image.alt for image in images], "\n"),
            caption.follow_up if last else "",
            caption.follow_up_as if last and caption.follow_up else "",
            one.link,
        ]
        yield [for_spreadsheet(cell) for cell in row]
