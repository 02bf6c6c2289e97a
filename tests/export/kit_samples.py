"""A few publications for the tests of the hand-off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from studio.export.kit import KitImage, Publication
from studio.model.artifact import Caption, ThreadPart

ALT = "A blue card."
TEXT = "Stop before you share.\n\n#MILCLICKS #Пауза"


def caption(text: str = TEXT, **more: object) -> Caption:
    made = Caption("facebook", "en", text, len(text), 2200, ("MILCLICKS", "Пауза"))
    return replace(made, **more)  # type: ignore[arg-type]


def publication(**more: object) -> Publication:
    """A planned tip on Facebook in English with one image, changed by ``more``."""
    made = Publication(
        pack="tiny",
        post="stop",
        card="tip",
        labels=("Tip",),
        title="Stop before you share.",
        language="en",
        network="facebook",
        network_label="Facebook",
        caption=caption(),
        images=(KitImage("stop_en_facebook-feed_1080x1350.jpg", "Feed", "1080x1350", "jpeg", ALT),),
        day=date(2026, 7, 5),
        at=time(9, 30),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def thread(*texts: str) -> Caption:
    parts = tuple(
        ThreadPart(text, len(text), len(text.encode()), image=not number, alt=ALT if not number else "")
        for number, text in enumerate(texts)
    )
    return caption("\n\n".join(texts), parts=parts, limit=280)
