"""What laying out costs in each script, beside Latin.

In: prose of a language for each script. Out: milliseconds for a thousand characters, shaped anew, with
two columns; and the slowest of many strange texts. Scripts take turns and the least of several rounds
counts for each text, so that a busy machine does not favour one of them.
"""

from __future__ import annotations

import random
import time

from studio.pipeline import World
from studio.text.engine import TextEngine
from studio.text.languages import language, load_languages
from studio.workspace.wrap import STYLES, style_of
from tests.scores.languages import prose

ROUNDS = 8
SAMPLE = 300
"""Characters of a text: a card has few hundred."""
STRANGE = (
    "\u0301\u0300\u0903\u0e34\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
    "\u2066\u2067\u2068\u2069\ufeff\ufe0f\u00ad\u034f\t \u00a0\u3000\u0000\u001b\u0085\ufffe"
    "aAbиعبאक्षกำကြខ្មែरབོད漢かカ한🏳️\u200d🌈👩🏽🇺🇳()[]«»“”.,:;!?#@/-–—1٣५%€"
)


def material() -> dict[str, tuple[str, list[str]]]:
    """For each script the first shipped language with prose, and texts of it."""
    found: dict[str, tuple[str, list[str]]] = {}
    for one in load_languages().values():
        text = prose(one).replace("\n", " ")
        if one.script not in found and len(text) >= 2 * SAMPLE:
            found[one.script] = (
                one.name,
                [text[i : i + SAMPLE] for i in range(0, len(text) - SAMPLE, SAMPLE)][:6],
            )
    return found


def per_script(world: World) -> dict[str, float]:
    """Milliseconds for a thousand characters by script (ISO 15924)."""
    texts = material()
    least = {script: [float("inf")] * len(samples) for script, (_, samples) in texts.items()}
    for turn in range(ROUNDS + 1):
        engine = TextEngine(world.fonts)
        for script, (name, samples) in texts.items():
            engine.paragraph(samples[0][:20], language(name), style_of(world, STYLES["body"], name))
            spent = [layout_time(world, engine, text, name) for text in samples]
            if turn:  # the first opens fonts and dictionaries
                least[script] = list(map(min, least[script], spent))
    return {
        script: sum(least[script]) * 1e6 / sum(map(len, samples))
        for script, (_, samples) in texts.items()
    }


def layout_time(world: World, engine: TextEngine, text: str, name: str, *, twice: bool = True) -> float:
    """Seconds for one text: shaped, laid out greedily and (``twice``) balanced."""
    style = style_of(world, STYLES["body"], name)
    begun = time.process_time()
    paragraph = engine.paragraph(text, language(name), style)
    paragraph.layout(22.0, 1.0)
    if twice:
        paragraph.layout(14.0, 1.0, balanced=True)
    return time.process_time() - begun


def strange_text(chance: random.Random, length: int) -> str:
    """Characters that seldom meet: marks without letters, controls, overrides, all scripts."""
    kind = chance.randrange(4)
    if kind == 0:
        return "".join(chance.choice(STRANGE) for _ in range(length))
    if kind == 1:
        return "".join(chr(chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x30000))))
                       for _ in range(length))  # fmt: skip
    if kind == 2:
        return chance.choice(STRANGE) * length
    unit = "".join(chance.choice(STRANGE) for _ in range(chance.randrange(2, 8)))
    return (unit * length)[:length]


def worst(world: World, *, count: int = 400, length: int = 1000, seed: int = 1) -> tuple[float, str]:
    """The slowest of ``count`` strange texts: milliseconds for a thousand characters, and the text."""
    chance = random.Random(seed)
    names = ("en", "ar", "th", "hi", "ja", "my")
    engine = TextEngine(world.fonts)
    for name in names:
        layout_time(world, engine, STRANGE, name)
    slowest = (0.0, "")
    for number in range(count):
        name, text = names[number % len(names)], strange_text(chance, length)
        spent = min(layout_time(world, engine, f"{n}{text}", name, twice=False) for n in range(3))
        slowest = max(slowest, (spent * 1e6 / length, f"{name}: {text[:24]!r}"))
    return slowest
