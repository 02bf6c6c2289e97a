"""How fast a big library is: ``python -m tests.bench.library [POSTS] [LANGUAGES]``.

Makes a library of that size in a temporary folder, measures what a person waits for, and prints one
JSON object: times in ms, sizes in MB.
"""

from __future__ import annotations

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from studio.library import Content, Library, Query, Wish, find, put_pack
from studio.model.catalog import Catalog, Entry
from studio.model.changes import Key
from studio.model.post import Pack, Post

LETTERS = {
    "en": "etaoinshrdlucmfwypvbgkjqxz",
    "sr": "аеоинрстјквмудлпбзгшчцњљћ",
    "th": "กขคงจชซญดตถทนบปผพฟมยรลวสหอ",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "fr": "esaitnrulodcmpévqfbghjàxèyêz",
}
PACK = 1000


def sentence(dice: random.Random, words: list[str], count: int) -> str:
    return " ".join(words[min(int(dice.expovariate(1 / 800)), len(words) - 1)] for _ in range(count))


def vocabulary(dice: random.Random, letters: str) -> list[str]:
    return ["".join(dice.choices(letters, k=dice.randrange(2, 11))) for _ in range(8000)]


def a_pack(dice: random.Random, number: int, words: dict[str, list[str]], count: int) -> Content:
    lengths = {"headline": 7, "body": 11, "caption": 20}
    posts = []
    for n in range(count):
        texts = {field: sentence(dice, words["en"], size) for field, size in lengths.items()}
        posts.append(Post(f"post-{n}", "tip", "critical", "en", texts, hashtags=("One",)))
    catalogs = []
    for language in list(words)[1:]:
        entries = {
            f"{post.id}/{field}": Entry(post.texts[field], sentence(dice, words[language], size))
            for post in posts
            for field, size in lengths.items()
        }
        catalogs.append(Catalog(language, entries))
    languages = ("en", *sorted(words))
    return Content(Pack(f"pack-{number}", "Bench", "en", tuple(posts), "", languages), tuple(catalogs))


def times(work: Callable[[int], object], count: int) -> dict[str, float]:
    """Median and 95th percentile in ms."""
    took = []
    for number in range(count):
        started = time.perf_counter()
        work(number)
        took.append((time.perf_counter() - started) * 1000)
    return {"p50": round(statistics.median(took), 1), "p95": round(sorted(took)[int(count * 0.95)], 1)}


def measure(folder: Path) -> dict[str, object]:
    """What a window waits for, in a process of its own."""
    dice = random.Random(2)
    words = json.loads((folder / "words.json").read_text("utf-8"))
    started = time.perf_counter()
    library = Library.open(folder)
    opened = time.perf_counter() - started

    def search(number: int) -> None:
        language = list(words)[number % len(words)]
        chosen = dice.sample(words[language][:3000], 1 + number % 2)
        narrow = language if number % 3 == 0 else ""
        with library.reading() as connection:
            find(connection, Query(" ".join(chosen), language=narrow))

    def page(number: int) -> None:
        with library.reading() as connection:
            find(connection, Query(after=number * 997))

    def save(number: int) -> None:
        key = Key("pack-0", f"post-{number}", "body")
        library.edit("type", [Wish(key, f"Another text {number}", library.read(key).version)])

    result: dict[str, object] = {
        "open": round(opened * 1000),
        "search": times(search, 200),
        "page": times(page, 100),
        "save": times(save, 100),
        "memory": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    library.close()
    return result


def main(posts: int, languages: int) -> dict[str, object]:
    """Make the library, then measure it in a fresh process."""
    dice = random.Random(1)
    alphabets = list(LETTERS.values())
    names = ["en", "sr", "th", "ar", "fr", "es", "de", "ru", "el", "hi"][:languages]
    words = {
        name: vocabulary(dice, LETTERS.get(name, alphabets[place % len(alphabets)]))
        for place, name in enumerate(names)
    }
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        took = []
        with Library.open(folder, copy=False) as library:
            library.back_up = lambda _reason: None  # type: ignore[method-assign,assignment]
            for number in range(posts // PACK):
                content = a_pack(dice, number, words, PACK)
                started = time.perf_counter()
                put_pack(library, content)
                took.append(time.perf_counter() - started)
        (folder / "words.json").write_text(json.dumps(words), "utf-8")
        size = (folder / "library.sqlite3").stat().st_size
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.library", "--measure", place],
            capture_output=True,
            text=True,
            check=True,
        )
        first = {"posts": posts, "languages": languages, "file": size >> 20}
        first["import of 1000 posts"] = round(statistics.median(took) * 1000)
        return first | json.loads(done.stdout)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(Path(sys.argv[2]))))
    else:
        print(json.dumps(main(*map(int, [*sys.argv[1:], "100000", "10"][:2]))))
