"""What the benchmark renders: a hundred posts that differ, with photos and links.

In: an empty folder for the pictures. Out: posts of five kinds in their own words, twenty drawn and
grainy "photos" of four megapixels. The same every time.
"""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from studio.model.post import ELEMENTS, Picture, Post

KINDS = ("tip", "photo", "checklist", "quiz", "resource")
THEMES = ("vivid", "bright", "paper", "ink")
PHOTO = (2304, 1728)

_VERBS = ("Check", "Ask", "Compare", "Question", "Search", "Read", "Open", "Test")
_THINGS = (
    "the date",
    "the source",
    "the picture",
    "the number",
    "the quote",
    "the headline",
    "the map",
)
_REASONS = (
    "An old story looks new when it is shared again without its date.",
    "Somebody wrote it, and somebody gains when you pass it on.",
    "Two minutes in a second tab save an hour of taking it back.",
    "The same words under another picture tell another story.",
    "Strong feelings are a good reason to wait until tomorrow.",
)
_SHORT = ("Who says so?", "Since when?", "Where else?", "What is left out?", "Who gains by it?")
_LEADS = ("Origin", "Date", "Others", "Reason", "Detail")


def make_posts(folder: Path, count: int = 100, *, seed: int = 7) -> list[Post]:
    """``count`` different posts, a fifth of each kind; writes their pictures into ``folder``."""
    pictures = make_photos(folder, min(20, max(1, count // 5)), seed)
    dice = random.Random(seed)
    kinds = itertools.islice(itertools.cycle(KINDS), count)
    return [make_post(number, kind, pictures, dice) for number, kind in enumerate(kinds, 1)]


def make_post(number: int, kind: str, pictures: list[str], dice: random.Random) -> Post:
    """One post; its number is in its words, so no two have the same text."""
    texts = {"caption": f"{dice.choice(_REASONS)} What do you do first? ({number})"}
    headline = f"{dice.choice(_VERBS)} **{dice.choice(_THINGS)}** before you share story {number}"
    match kind:
        case "checklist":
            texts["headline"] = headline
            for place in range(1, dice.randint(3, 5) + 1):
                texts[f"items.{place}.lead"] = _LEADS[place - 1]
                texts[f"items.{place}.line"] = f"{dice.choice(_SHORT)} ({number})"
        case "quiz":
            texts["question"] = (
                f"A picture from {1990 + number} is shared as new. **What do you check?**"
            )
            for place in range(1, 5):
                texts[f"options.{place}"] = f"{dice.choice(_VERBS)} {dice.choice(_THINGS)} {number}"
            texts["why"] = texts["caption_answer"] = dice.choice(_REASONS)
        case _:
            texts["headline"] = headline
            texts["body"] = dice.choice(_REASONS)
            texts["instruction"] = f"Scan to read more ({number})"
    picture = None
    if kind == "photo":
        file = pictures[number // len(KINDS) % len(pictures)]
        picture = Picture(file, (0.4, 0.5), (0.3, 0.35, 0.25, 0.2), "Drawn for the benchmark")
    return Post(
        id=f"bench-{number:03}",
        kind=kind,
        element=ELEMENTS[number % len(ELEMENTS)],
        language="en",
        texts=texts,
        number=number,
        answer=number % 4 + 1 if kind == "quiz" else 0,
        theme=THEMES[number // len(KINDS) % len(THEMES)],
        link=f"https://example.org/media-literacy/{number}" if kind in ("resource", "tip") else "",
        picture=picture,
    )


def make_photos(folder: Path, count: int, seed: int) -> list[str]:
    """Shapes, a soft focus and grain: as hard to compress as a photo, and nobody's property."""
    folder.mkdir(parents=True, exist_ok=True)
    dice = random.Random(seed)
    width, height = PHOTO
    grain = Image.frombytes("L", PHOTO, dice.randbytes(width * height))
    grain = grain.filter(ImageFilter.GaussianBlur(0.8)).convert("RGB")
    names = []
    for number in range(count):
        scene = Image.linear_gradient("L").resize(PHOTO).convert("RGB")
        draw = ImageDraw.Draw(scene)
        for _ in range(60):
            x, y = dice.randrange(width), dice.randrange(height)
            size = dice.randrange(60, 500)
            color = tuple(dice.randrange(256) for _ in range(3))
            draw.ellipse((x - size, y - size // 2, x + size, y + size // 2), fill=color)
        scene = scene.filter(ImageFilter.GaussianBlur(2))
        names.append(f"photo-{number}.jpg")
        Image.blend(scene, grain, 0.12).save(folder / names[-1], quality=88)
    return names
