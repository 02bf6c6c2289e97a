"""Pictures inside PDF and SVG files.

In: a :class:`~studio.model.page.Picture`. Out: the bytes of a JPEG or PNG. A photo becomes a JPEG, a
picture with transparency stays exact. Nothing of the file it came from is in it but its pixels.
"""

from __future__ import annotations

import io

from PIL import Image

from studio.model.page import Picture

QUALITY = 90


def jpeg(picture: Picture) -> bytes:
    """A picture without transparency as a JPEG, colours at full resolution."""
    out = io.BytesIO()
    _image(picture).save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()


def png(picture: Picture) -> bytes:
    """A picture as a PNG, transparency and all."""
    out = io.BytesIO()
    _image(picture).save(out, "PNG")
    return out.getvalue()


def colors_and_opacities(picture: Picture) -> tuple[bytes, bytes]:
    """RGB triples, and one byte of opacity for each pixel."""
    image = _image(picture)
    return image.convert("RGB").tobytes(), image.getchannel("A").tobytes()


def _image(picture: Picture) -> Image.Image:
    mode = "RGBA" if picture.channels == 4 else "RGB"
    size = (picture.width, picture.height)
    return Image.frombuffer(mode, size, picture.data, "raw", mode, 0, 1)
