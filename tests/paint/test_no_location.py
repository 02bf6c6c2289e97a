"""A photo that knows where it was taken becomes a card that does not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image as Pixels
from pixel_art import WHITE

from studio.encode import FORMATS, encode
from studio.model.artifact import Metadata
from studio.model.frame import Frame, Image
from studio.model.geometry import Rect, Size
from studio.paint import PictureStore, paint
from studio.text.fonts import FontLibrary

GPS = 0x8825
XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="44,49.2N"/>
</rdf:RDF></x:xmpmeta>"""


@pytest.mark.parametrize("format_", FORMATS)
def test_no_export_holds_a_location(pack: Path, tiny_fonts: FontLibrary, format_: str) -> None:
    exif = Pixels.Exif()
    exif[0x0110] = "Camera 9"
    exif.get_ifd(GPS).update({1: "N", 2: (44.0, 49.0, 12.0), 3: "E", 4: (20.0, 27.0, 36.0)})
    photo = pack / "photo.jpg"
    Pixels.linear_gradient("L").save(photo, "JPEG", exif=exif, xmp=XMP, comment=b"at home")
    assert Pixels.open(io.BytesIO(photo.read_bytes())).getexif().get_ifd(GPS)

    item = Image("photo.jpg", (0, 0, 1, 1), Rect(0, 0, 32, 32))
    surface = paint(Frame(Size(32, 32), WHITE, (item,)), tiny_fonts, PictureStore(pack))
    data = encode(surface, format_, Metadata(title="A card", credit="Ana")).data

    assert not Pixels.open(io.BytesIO(data)).getexif()
    for trace in (b"GPS", b"Exif\0\0", b"eXIf", b"EXIF", b"Camera 9", b"at home", b"44,49"):
        assert trace not in data
