"""Layout: a box tree and a size become a frame.

In: :class:`~studio.model.box.Card`, a size in pixels, the text engine, picture sizes. Out: a
:class:`~studio.model.frame.Frame` with everything at its final place, and diagnostics. The one rule:
text never overflows and never disappears.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import ceil

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.layout.emit import Emitter
from studio.layout.fit import Fit, boxes, droppable, excess, fit, groups, in_need, texts, without
from studio.layout.flow import Flow, Shapes
from studio.layout.gates import illegible, unlabelled
from studio.model.box import Card, TextBox
from studio.model.frame import Frame
from studio.model.geometry import Size
from studio.text.engine import TextEngine

MOST_ENLARGED = 1.15
"""Times by which a picture may be enlarged before anybody sees that it is soft."""
MIN_MODULE = 4.0
"""Pixels of a QR module under which phones begin to fail on a shared, rescaled image."""


def layout(
    card: Card, size: Size, engine: TextEngine, picture_size: Callable[[str], Size]
) -> tuple[Frame, tuple[Diagnostic, ...]]:
    """Lay out ``card`` at ``size`` (pixels).

    ``picture_size`` gives the pixel size of a picture of the post. The frame is always whole; an
    ``ERROR`` among the diagnostics says that it must not be published as it is.
    """
    shapes = Shapes(engine)
    found = fit(card, size, shapes)
    emitter = Emitter(found.flow, found.floor, fits=found.fits, picture_size=picture_size).run()
    frame = Frame(size, card.ground, tuple(emitter.items), tuple(emitter.regions), card.language.rtl)
    where = Where(post=card.post, language=card.language.name, size=str(size))
    findings = [
        *_misfits(card, size, shapes, found, where),
        *_missing(card, shapes, where),
        *_left_out(found, where),
        *(illegible(found.flow.card, frame, where) if found.fits else ()),
        *unlabelled(found.flow.card, frame, where),
        *_codes(emitter, where),
        *_coarse(emitter, where),
    ]
    return frame, tuple(findings)


def _misfits(card: Card, size: Size, shapes: Shapes, found: Fit, where: Where) -> Iterator[Diagnostic]:
    if not found.fits:
        yield _too_long(card, size, shapes, found, where)
        return
    for box in texts(card.root):
        if box.field and (box.group or box.name) in found.floor:
            yield Diagnostic(
                "layout.at-floor",
                Severity.INFO,
                N_("“{field}” stands at its smallest size; nothing more fits."),
                {"field": box.field, "box": box.name},
                where,
            ).at(field=box.field)


def _too_long(card: Card, size: Size, shapes: Shapes, found: Fit, where: Where) -> Diagnostic:
    card = in_need(card)
    cut = excess(replace(card, root=without(card.root, droppable(card))), size, shapes)
    if cut is None:
        names = ", ".join(sorted({o.box for o in found.flow.over} or {"main"}))
        return Diagnostic(
            "layout.overflow",
            Severity.ERROR,
            N_("The texts are too long for this size (template {template})."),
            {"template": card.template, "boxes": names},
            where,
            N_("Shorten several of them."),
        )
    box, count = cut
    by_word = len(box.text.split()) > 2
    hint = N_("Words to cut: about {count}.") if by_word else N_("Characters to cut: about {count}.")
    return Diagnostic(
        "layout.overflow",
        Severity.ERROR,
        N_("“{field}” is too long for this size (box {box} of template {template})."),
        {"field": box.field, "box": box.name, "template": card.template, "count": count},
        where,
        hint,
    ).at(field=box.field)


def _left_out(found: Fit, where: Where) -> Iterator[Diagnostic]:
    for gone in found.left_out:
        for box in boxes(gone):
            if isinstance(box, TextBox) and box.field and box.text:
                yield Diagnostic(
                    "layout.left-out",
                    Severity.WARNING,
                    N_("“{field}” is left out at this size: there is no room for it."),
                    {"field": box.field, "box": box.name},
                    where,
                    N_("Shorten the texts beside it."),
                ).at(field=box.field)


def _missing(card: Card, shapes: Shapes, where: Where) -> Iterator[Diagnostic]:
    for box in texts(card.root):
        if not box.text:
            continue
        for found in shapes.paragraph(box).diagnostics:
            if found.code == "text.missing-glyph":
                params = {**found.params, "box": box.name}
                yield replace(found, severity=Severity.ERROR, params=params, where=where).at(
                    field=box.field
                )


def _codes(emitter: Emitter, where: Where) -> Iterator[Diagnostic]:
    for name, module in emitter.modules:
        if module < MIN_MODULE:
            yield Diagnostic(
                "qr.too-fine",
                Severity.WARNING,
                N_("The QR code's squares are only {pixels} pixels wide; phones may not read them."),
                {"pixels": round(module, 1), "box": name},
                where,
                N_("Use a shorter link."),
            )


def _coarse(emitter: Emitter, where: Where) -> Iterator[Diagnostic]:
    for file, size, by in emitter.enlarged:
        if by > MOST_ENLARGED:
            yield Diagnostic(
                "picture.few-pixels",
                Severity.WARNING,
                N_("The picture {file} has {have} pixels, too few for this size: it will look soft."),
                {
                    "file": file,
                    "have": str(size),
                    "need": str(Size(*(ceil(by * side) for side in size))),
                },
                where,
                N_("Use one of at least {need} pixels."),
            )


def natural_height(card: Card, width: float, engine: TextEngine) -> float:
    """The height in whole pixels that a tree wants at a width (pixels), all texts at their largest."""
    sizes = {group.name: group.largest for group in groups(card)}
    # Tall, so that u follows the width alone.
    flow = Flow(card, Size(width, 100 * width), Shapes(engine), sizes)
    return float(ceil(flow.measure(card.root, width).height))


__all__ = ["layout", "natural_height"]
