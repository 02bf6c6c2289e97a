"""What must hold of a finished frame, whatever its template: gates.

In: a card and its frame. Out: diagnostics with stable codes; nothing is changed.

======================  ===========================================================================
``layout.illegible``    a text is smaller than a phone's reader can read
``layout.label-cropped``  a crop shows a false or open claim without the label that says so
``layout.outside-safe``   a text reaches into the part of the image that an app covers
======================  ===========================================================================
"""

from __future__ import annotations

from collections.abc import Iterator

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.layout.crop import crops
from studio.layout.fit import texts
from studio.model.box import Card
from studio.model.brand import unit_of
from studio.model.frame import Frame, Region
from studio.model.geometry import Insets, Rect

_HALF_PIXEL_OF_1080 = 0.05
"""u by which sizes may miss their floor: floors are told in whole pixels of a card 1080 wide."""


def illegible(card: Card, frame: Frame, where: Where) -> Iterator[Diagnostic]:
    """Texts below the floor of their class, of a card on which everything fits."""
    unit = unit_of(frame.size)
    floors = {box.name: box.legible for box in texts(card.root)}
    for region in frame.regions:
        if region.kind == "text" and region.size / unit < floors[region.name] - _HALF_PIXEL_OF_1080:
            yield Diagnostic(
                "layout.illegible",
                Severity.ERROR,
                N_("“{text}” is too small to be read on a phone."),
                {
                    "text": region.text[:60],
                    "size": round(region.size / unit, 2),
                    "least": round(floors[region.name], 2),
                },
                where,
                N_("Give its style a larger size in the brand kit, or write less."),
            ).at(field=region.field)


def unlabelled(card: Card, frame: Frame, where: Where) -> Iterator[Diagnostic]:
    """Claims that are not true, or not told yet, and that a crop would show without their label."""
    labels: dict[str, list[Region]] = {}
    for box in texts(card.root):
        if box.disclaims:
            labels.setdefault(box.disclaims, []).extend(_named(frame, box.name))
    for claim, regions in labels.items():
        for crop in crops(frame.size):
            seen = any(_touching(crop, region.ink) for region in _named(frame, claim))
            if seen and not any(crop.contains(region.ink, 1.0) for region in regions):
                yield Diagnostic(
                    "layout.label-cropped",
                    Severity.ERROR,
                    N_("A crop to {crop} would show “{claim}” without the label that says what it is."),
                    {"crop": f"{crop.width:.0f}x{crop.height:.0f}", "claim": claim},
                    where,
                    N_("Move the label towards the middle of the card."),
                ).at(field=claim)


def outside_safe(
    frame: Frame, safe: Insets, where: Where, *, place: str = "", sure: bool = True
) -> Iterator[Diagnostic]:
    """Texts that reach into the space (pixels) which an app may cover.

    ``safe`` is physical here: top, right, bottom and left, as networks publish it. ``place`` names the
    network and placement. Where the zone is not ``sure`` (guidance for ads, third parties) it is only
    a note.
    """
    inner = Rect(
        safe.start,
        safe.top,
        max(0.0, frame.size.width - safe.across),
        max(0.0, frame.size.height - safe.down),
    )
    for region in frame.regions:
        if region.kind == "text" and region.field and not inner.contains(region.ink, 1.0):
            yield Diagnostic(
                "layout.outside-safe",
                Severity.WARNING if sure else Severity.INFO,
                N_("“{field}” reaches into the part of the image that the app may cover ({place})."),
                {"field": region.field, "box": region.name, "place": place},
                where,
                N_("Shorten the texts, or choose another size."),
            ).at(field=region.field)


def _named(frame: Frame, name: str) -> list[Region]:
    return [region for region in frame.regions if region.name == name and region.kind == "text"]


def _touching(one: Rect, other: Rect) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom
