"""SVG files.

In: a :class:`~studio.model.page.Page` of form ``svg`` and metadata. Out: one UTF-8 file that needs
nothing else: pictures are inside, text is paths, no script, no style, no address.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator

from studio.encode import vectors, xmp
from studio.model.artifact import Metadata
from studio.model.colorglyph import LinearGradient
from studio.model.page import Gradient, Page, Picture


def encode_svg(page: Page, metadata: Metadata) -> bytes:
    """The whole file; ``metadata.alt`` is its description, for those who can't see it."""
    width, height = (_number(side) for side in page.size)
    title, alt = (html.escape(xmp.legal(text)) for text in (metadata.title, metadata.alt))
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}"{_described(title, alt, metadata.language)}>',
        f'<title id="title">{title}</title>' if title else "",
        f'<desc id="desc">{alt}</desc>' if alt else "",
        *_packet(metadata),
        *_defined(page),
        page.body,
        "</svg>",
    ]
    return ("\n".join(filter(None, lines)) + "\n").encode()


def _described(title: str, alt: str, language: str) -> str:
    names = " ".join(name for name, text in (("title", title), ("desc", alt)) if text)
    labels = f' aria-labelledby="{names}"' if names else ""
    tag = f' xml:lang="{language}"' if xmp.is_tag(language) else ""
    return f'{tag} role="img"{labels}'


def _packet(metadata: Metadata) -> Iterator[str]:
    packet = xmp.packet(metadata).decode()
    if packet:
        yield f"<metadata>{packet}</metadata>"


def _defined(page: Page) -> Iterator[str]:
    """What the body names: pictures in a unit square, gradients."""
    if not (page.pictures or page.gradients):
        return
    yield "<defs>"
    for number, picture in enumerate(page.pictures, 1):
        yield (
            f'<image id="P{number}" width="1" height="1" preserveAspectRatio="none"'
            f' href="{_data(picture)}"/>'
        )
    for number, gradient in enumerate(page.gradients, 1):
        yield from _gradient(f"G{number}", gradient)
    yield "</defs>"


def _data(picture: Picture) -> str:
    clear = picture.channels == 4
    data = vectors.png(picture) if clear else vectors.jpeg(picture)
    return f"data:image/{'png' if clear else 'jpeg'};base64,{base64.b64encode(data).decode()}"


def _gradient(name: str, gradient: Gradient) -> Iterator[str]:
    if isinstance(gradient, LinearGradient):
        kind = "linearGradient"
        places = dict(zip(("x1", "y1", "x2", "y2"), (*gradient.start, *gradient.end), strict=True))
    else:
        kind = "radialGradient"
        numbers = (*gradient.center, gradient.radius, *gradient.focus, gradient.focus_radius)
        places = dict(zip(("cx", "cy", "r", "fx", "fy", "fr"), numbers, strict=True))
    place = "".join(f' {key}="{_number(value)}"' for key, value in places.items())
    matrix = " ".join(map(_number, gradient.transform))
    spread = "" if gradient.extend == "pad" else f' spreadMethod="{gradient.extend}"'
    yield (
        f'<{kind} id="{name}" gradientUnits="userSpaceOnUse"{place}{spread}'
        f' gradientTransform="matrix({matrix})">'
    )
    for offset, color in gradient.stops:
        solid = f'<stop offset="{_number(offset)}" stop-color="#{bytes(color[:3]).hex()}"'
        opacity = "" if color.a == 255 else f' stop-opacity="{_number(color.a / 255)}"'
        yield f"{solid}{opacity}/>"
    yield f"</{kind}>"


def _number(value: float) -> str:
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
