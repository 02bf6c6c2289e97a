"""PDF files, for screens and for print.

In: a :class:`~studio.model.page.Page` of form ``pdf``, metadata, and for print its paper. Out: the
bytes of a PDF of one page: vector outlines, pictures inside, sRGB by an output intent, the alternative
text where screen readers look for it. It holds no date and no random: same page, same bytes.

For print the page's pixels cover the bleed; round it stands a margin with crop marks. Otherwise a pixel
is 1/96 inch, as in CSS.
"""

from __future__ import annotations

import hashlib
import io
import zlib

import pydyf

from studio.encode import vectors, xmp
from studio.encode.profile import srgb
from studio.model.artifact import Metadata
from studio.model.color import Color
from studio.model.colorglyph import LinearGradient, Stops
from studio.model.geometry import Affine, Rect
from studio.model.network import MM_PER_INCH, Paper
from studio.model.page import Gradient, Page, Picture

MARGIN = 10.0
"""Millimetres round the trimmed sheet, for the bleed and the crop marks."""
MARK = 5.0
"""Millimetres that a crop mark is long."""

_POINTS = 72.0
_CSS_DPI = 96.0
_HAIRLINE = 0.25
_FAR = 100_000.0
"""Further than any glyph reaches, in font units: the area that a mask of opacities is defined for."""


def encode_pdf(page: Page, metadata: Metadata, paper: Paper | None = None) -> bytes:
    """The whole file. With ``paper``, ``page`` has the bleed in it and the sheet gets crop marks."""
    pdf = pydyf.PDF()
    content, boxes = _layout(page, paper)
    stream = pydyf.Stream([content], compress=True)
    pdf.add_object(stream)
    sheet = pydyf.Dictionary(
        {
            "Type": "/Page",
            "Parent": pdf.pages.reference,
            **{name: _box(rect) for name, rect in boxes.items()},
            "Contents": stream.reference,
            "Resources": _resources(pdf, page),
            "StructParents": 0,
            "Tabs": "/S",
        }
    )
    pdf.add_page(sheet)
    _describe(pdf, sheet, metadata)
    out = io.BytesIO()
    digest = hashlib.sha256(content)
    digest.update(xmp.packet(metadata))
    # An identifier of its own, which depends on nothing but what is in the file.
    # Streams are compressed, the objects stay legible: what checks a PDF needs no PDF library.
    pdf.write(out, version=b"1.7", identifier=digest.hexdigest()[:32].encode())
    return out.getvalue()


# ---------------------------------------------------------------------------------- the page


def _layout(page: Page, paper: Paper | None) -> tuple[bytes, dict[str, Rect]]:
    """The content stream, and the boxes of the page in points."""
    width, height = page.size
    if paper is None:
        scale = _POINTS / _CSS_DPI
        media = Rect(0, 0, width * scale, height * scale)
        boxes = {"MediaBox": media, "TrimBox": media}
        return _content(page, media, b""), boxes
    mm = _POINTS / MM_PER_INCH
    trim = Rect(MARGIN * mm, MARGIN * mm, paper.trim.width * mm, paper.trim.height * mm)
    bleed = trim.grown(paper.bleed * mm)
    media = trim.grown(MARGIN * mm)
    boxes = {"MediaBox": media, "BleedBox": bleed, "TrimBox": trim}
    return _content(page, bleed, _crop_marks(trim, paper.bleed * mm, mm)), boxes


def _content(page: Page, place: Rect, marks: bytes) -> bytes:
    """The page's own operators, turned over and scaled into ``place``, and nothing beyond it."""
    width, height = page.size
    by = Affine(place.width / width, 0, 0, -place.height / height, place.x, place.bottom)
    clip = " ".join(_number(n) for n in place)
    frame = f"{clip} re W n {_matrix(by)} cm"
    return b"\n".join(
        [
            b"/Figure <</MCID 0>> BDC",
            f"q {frame}".encode(),
            page.body.encode(),
            b"Q",
            b"EMC",
            *([b"/Artifact BMC", marks, b"EMC"] if marks else []),
        ]
    )


def _crop_marks(trim: Rect, gap: float, mm: float) -> bytes:
    """Two hairlines at each corner, outside the bleed, that show where to cut."""
    length = min(MARK * mm, MARGIN * mm - gap)
    lines = []
    for x, out in ((trim.x, -1), (trim.right, 1)):
        for y, up in ((trim.y, -1), (trim.bottom, 1)):
            lines.append((x + out * gap, y, x + out * (gap + length), y))
            lines.append((x, y + up * gap, x, y + up * (gap + length)))
    drawn = " ".join(
        f"{_number(a)} {_number(b)} m {_number(c)} {_number(d)} l S" for a, b, c, d in lines
    )
    return f"q 0 0 0 RG {_HAIRLINE} w {drawn} Q".encode()


def _box(rect: Rect) -> pydyf.Array:
    return pydyf.Array([_number(n) for n in (rect.x, rect.y, rect.right, rect.bottom)])


# ---------------------------------------------------------------------------------- what it uses


def _resources(pdf: pydyf.PDF, page: Page) -> pydyf.Dictionary:
    states = {f"A{a}": pydyf.Dictionary(_opacity(a)) for a in page.opacities}
    shadings: dict[str, bytes] = {}
    for number, gradient in enumerate(page.gradients, 1):
        shading = _shading(pdf, gradient)
        shadings[f"G{number}"] = shading.reference
        if len({color.a for _offset, color in gradient.stops}) > 1:
            states[f"M{number}"] = _mask(pdf, gradient)
    pictures = {f"P{number}": _picture(pdf, one) for number, one in enumerate(page.pictures, 1)}
    found = {"ExtGState": states, "Shading": shadings, "XObject": pictures}
    return pydyf.Dictionary({name: pydyf.Dictionary(known) for name, known in found.items() if known})


def _opacity(opacity: int) -> dict[str, str]:
    share = _number(opacity / 255)
    return {"Type": "/ExtGState", "ca": share, "CA": share}


def _picture(pdf: pydyf.PDF, picture: Picture) -> bytes:
    """A picture in the file; returns its reference."""
    extra = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": picture.width,
        "Height": picture.height,
        "ColorSpace": "/DeviceRGB",
        "BitsPerComponent": 8,
    }
    if picture.channels == 3:
        image = pydyf.Stream([vectors.jpeg(picture)], {**extra, "Filter": "/DCTDecode"})
        pdf.add_object(image)
        return bytes(image.reference)
    colors, opacities = vectors.colors_and_opacities(picture)
    mask = pydyf.Stream(
        [zlib.compress(opacities)], {**extra, "ColorSpace": "/DeviceGray", "Filter": "/FlateDecode"}
    )
    pdf.add_object(mask)
    image = pydyf.Stream(
        [zlib.compress(colors)], {**extra, "Filter": "/FlateDecode", "SMask": mask.reference}
    )
    pdf.add_object(image)
    return bytes(image.reference)


def _shading(pdf: pydyf.PDF, gradient: Gradient, *, opacities: bool = False) -> pydyf.Dictionary:
    """A gradient's colours, or its opacities as greys.

    PDF continues a gradient beyond its ends with its last colour only: ``repeat`` and ``reflect`` look
    like ``pad`` here. No glyph of the emoji font has them.
    """
    places: tuple[float, ...]
    if isinstance(gradient, LinearGradient):
        kind, places = 2, (*gradient.start, *gradient.end)
    else:
        kind = 3
        places = (*gradient.focus, gradient.focus_radius, *gradient.center, gradient.radius)
    shading = pydyf.Dictionary(
        {
            "ShadingType": kind,
            "ColorSpace": "/DeviceGray" if opacities else "/DeviceRGB",
            "Coords": pydyf.Array(map(_number, places)),
            "Extend": pydyf.Array(["true", "true"]),
            "Function": _function(gradient.stops, opacities=opacities),
        }
    )
    pdf.add_object(shading)
    return shading


def _function(stops: Stops, *, opacities: bool) -> pydyf.Dictionary:
    """The colour at each share of a gradient's way, straight from stop to stop."""

    def at(color: Color) -> pydyf.Array:
        channels = (color.a,) if opacities else color[:3]
        return pydyf.Array(_number(channel / 255) for channel in channels)

    places = [min(max(offset, 0.0), 1.0) for offset, _color in stops]
    colors = [color for _offset, color in stops]
    # From 0 to 1, whatever the stops cover.
    places, colors = [0.0, *places, 1.0], [colors[0], *colors, colors[-1]]
    steps = [
        (low, high, one, other)
        for low, high, one, other in zip(places, places[1:], colors, colors[1:], strict=False)
        if high > low
    ]
    parts = [
        pydyf.Dictionary({"FunctionType": 2, "Domain": "[0 1]", "N": 1, "C0": at(one), "C1": at(other)})
        for _low, _high, one, other in steps
    ]
    return pydyf.Dictionary(
        {
            "FunctionType": 3,
            "Domain": "[0 1]",
            "Functions": pydyf.Array(part.data for part in parts),
            "Bounds": pydyf.Array(_number(high) for _low, high, *_colors in steps[:-1]),
            "Encode": pydyf.Array(["0 1"] * len(parts)),
        }
    )


def _mask(pdf: pydyf.PDF, gradient: Gradient) -> pydyf.Dictionary:
    """A graphics state that lets through as much as the gradient is opaque."""
    shading = _shading(pdf, gradient, opacities=True)
    group = pydyf.Stream(
        [b"/G sh"],
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array(map(_number, (-_FAR, -_FAR, _FAR, _FAR))),
            "Group": pydyf.Dictionary({"S": "/Transparency", "CS": "/DeviceGray"}),
            "Resources": pydyf.Dictionary({"Shading": pydyf.Dictionary({"G": shading.reference})}),
        },
    )
    pdf.add_object(group)
    mask = pydyf.Dictionary({"Type": "/Mask", "S": "/Luminosity", "G": group.reference})
    return pydyf.Dictionary({"Type": "/ExtGState", "SMask": mask})


# ---------------------------------------------------------------------------------- what it says


def _describe(pdf: pydyf.PDF, sheet: pydyf.Dictionary, metadata: Metadata) -> None:
    """Title, XMP, colour space, and the card as one figure with its alternative text."""
    profile = pydyf.Stream([srgb()], {"N": 3, "Alternate": "/DeviceRGB"}, compress=True)
    pdf.add_object(profile)
    intent = pydyf.Dictionary(
        {
            "Type": "/OutputIntent",
            "S": "/GTS_PDFA1",
            "OutputConditionIdentifier": pydyf.String("sRGB IEC61966-2.1"),
            "Info": pydyf.String("sRGB IEC61966-2.1"),
            "DestOutputProfile": profile.reference,
        }
    )
    pdf.catalog.update(
        {
            "OutputIntents": pydyf.Array([intent.data]),
            "MarkInfo": "<</Marked true>>",
            "ViewerPreferences": "<</DisplayDocTitle true>>",
            "StructTreeRoot": _structure(pdf, sheet, metadata).reference,
        }
    )
    if xmp.is_tag(metadata.language):
        pdf.catalog["Lang"] = pydyf.String(metadata.language)
    if packet := xmp.packet(metadata):
        stream = pydyf.Stream([packet], {"Type": "/Metadata", "Subtype": "/XML"})
        pdf.add_object(stream)
        pdf.catalog["Metadata"] = stream.reference
    for key, text in (
        ("Title", metadata.title),
        ("Author", metadata.credit),
        ("Subject", metadata.description),
        ("Keywords", ", ".join(metadata.keywords)),
    ):
        if text:
            pdf.info[key] = pydyf.String(xmp.legal(text))


def _structure(pdf: pydyf.PDF, sheet: pydyf.Dictionary, metadata: Metadata) -> pydyf.Dictionary:
    root, document, figure = pydyf.Dictionary(), pydyf.Dictionary(), pydyf.Dictionary()
    for one in (root, document, figure):
        pdf.add_object(one)
    parents = pydyf.Dictionary({"Nums": pydyf.Array([0, b"[" + figure.reference + b"]"])})
    pdf.add_object(parents)
    root.update(
        {
            "Type": "/StructTreeRoot",
            "K": pydyf.Array([document.reference]),
            "ParentTree": parents.reference,
        }
    )
    document.update(
        {
            "Type": "/StructElem",
            "S": "/Document",
            "P": root.reference,
            "K": pydyf.Array([figure.reference]),
        }
    )
    figure.update(
        {
            "Type": "/StructElem",
            "S": "/Figure",
            "P": document.reference,
            "Pg": sheet.reference,
            "K": 0,
        }
    )
    if metadata.alt:
        figure["Alt"] = pydyf.String(xmp.legal(metadata.alt))
    return root


def _matrix(by: Affine) -> str:
    return " ".join(f"{value:.8f}" for value in by)


def _number(value: float) -> str:
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


__all__: list[str] = ["MARGIN", "MARK", "encode_pdf"]
