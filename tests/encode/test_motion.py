"""Animations: a question, a few steps, its answer."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from PIL import Image, ImageDraw

from studio.encode import MOVING, Shot, encode_motion, shots
from studio.encode.xmp import packet
from studio.errors import InvalidInput
from studio.model.artifact import Artifact, Metadata, Reveal, Surface

SAID = Metadata("Stop", "A caption", "Плава картица", "Ana", "sr-Cyrl", ("MILCLICKS",))
BLUE, LIME, WHITE = (32, 19, 242), (205, 246, 74), (255, 255, 255)
REVEAL = Reveal(question=3000, answer=5000, steps=3, step=100)


def card(side: int, ground: tuple[int, int, int], ink: tuple[int, int, int]) -> Surface:
    picture = Image.new("RGB", (side, side), ground)
    ImageDraw.Draw(picture).rectangle((8, 8, side // 2, side // 3), fill=ink)
    return Surface(side, side, picture.tobytes())


def frames(artifact: Artifact) -> list[tuple[Image.Image, int]]:
    """Each frame in full, with how long it is shown."""
    found = []
    with Image.open(io.BytesIO(artifact.data)) as picture:
        for number in range(getattr(picture, "n_frames", 1)):
            picture.seek(number)
            picture.load()
            found.append((picture.convert("RGB"), int(picture.info.get("duration", 0))))
    return found


@pytest.fixture
def reveal() -> tuple[Shot, ...]:
    return shots(card(64, BLUE, LIME), card(64, WHITE, BLUE), REVEAL)


def test_a_reveal_holds_the_question_fades_and_holds_the_answer(reveal: tuple[Shot, ...]) -> None:
    assert [shot.milliseconds for shot in reveal] == [3000, 100, 100, 100, 5000]
    reds = [shot.surface.rgb[0] for shot in reveal]
    assert (reds[0], reds[-1]) == (BLUE[0], WHITE[0])
    assert all(one < other for one, other in pairwise(reds))


@pytest.mark.parametrize("format_", MOVING)
def test_readers_see_every_frame_for_its_time_and_for_ever(
    format_: str, reveal: tuple[Shot, ...]
) -> None:
    artifact = encode_motion(reveal, format_, SAID)
    seen = frames(artifact)

    assert artifact.diagnostics == ()
    assert [duration for _picture, duration in seen] == [3000, 100, 100, 100, 5000]
    with Image.open(io.BytesIO(artifact.data)) as picture:
        assert picture.info["loop"] == 0
    for (picture, _), shot in ((seen[0], reveal[0]), (seen[-1], reveal[-1])):
        assert picture.tobytes() == shot.surface.rgb


def test_the_grounds_of_a_gif_keep_their_colours_among_many_others() -> None:
    picture = Image.radial_gradient("L").convert("RGB").resize((128, 128))
    picture.paste(WHITE, (0, 0, 128, 40))
    picture.paste((125, 232, 242), (0, 40, 128, 70))
    still = Surface(128, 128, picture.tobytes())
    (found,) = frames(encode_motion((Shot(still, 0),), "gif", Metadata()))
    assert found[0].getpixel((5, 5)) == WHITE
    assert found[0].getpixel((5, 50)) == (125, 232, 242)


def test_a_gif_of_a_photo_keeps_many_colours() -> None:
    picture = Image.radial_gradient("L").convert("RGB").resize((128, 128))
    still = Surface(128, 128, picture.tobytes())
    (found,) = frames(encode_motion((Shot(still, 0),), "gif", Metadata()))
    assert len(found[0].getcolors() or []) > 200


def test_a_still_gif_has_its_words_too(reveal: tuple[Shot, ...]) -> None:
    data = encode_motion(reveal[:1], "gif", SAID).data
    assert data.startswith(b"GIF89a")
    assert blocks(data) == [b"XMP DataXMP"]
    ((picture, _),) = frames(encode_motion(reveal[:1], "gif", SAID))
    assert picture.tobytes() == reveal[0].surface.rgb


def test_a_gif_says_what_the_other_formats_say(reveal: tuple[Shot, ...]) -> None:
    data = encode_motion(reveal, "gif", SAID).data
    silent = encode_motion(reveal, "gif", Metadata()).data

    assert packet(SAID) in data
    assert b"XMP" not in silent
    assert len(frames(encode_motion(reveal, "gif", SAID))) == 5
    assert blocks(data)[0] == b"XMP DataXMP"


def blocks(data: bytes) -> list[bytes]:
    """Names of a GIF's application extensions, read as a decoder that knows no XMP reads them."""
    flags = data[10]
    at = 13 + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    names = []
    while data[at : at + 1] == b"!":
        kind, at = data[at + 1], at + 2
        if kind == 0xFF:
            names.append(data[at + 1 : at + 12])
        while data[at]:
            at += 1 + data[at]
        at += 1
    assert data[at : at + 1] == b","
    return names


def test_a_webp_has_words_and_colours(reveal: tuple[Shot, ...]) -> None:
    with Image.open(io.BytesIO(encode_motion(reveal, "webp", SAID).data)) as picture:
        assert picture.info["xmp"] == packet(SAID)
        assert picture.info["icc_profile"]


def noise(seed: int) -> bytes:
    state, out = seed, bytearray()
    for _ in range(96 * 96 * 3):
        state = (state * 1103515245 + 12345) % 2**31
        out.append(state >> 16 & 255)
    return bytes(out)


@pytest.mark.parametrize("format_", MOVING)
def test_a_smaller_budget_takes_colours_then_steps_and_never_the_answer(
    format_: str,
) -> None:
    one, other = Surface(96, 96, noise(1)), Surface(96, 96, noise(2))
    moving = shots(one, other, REVEAL)
    full = encode_motion(moving, format_, SAID)
    less = encode_motion(moving, format_, SAID, max_bytes=len(full.data) - 1)
    none = encode_motion(moving, format_, SAID, max_bytes=300)

    assert len(less.data) < len(full.data)
    assert less.diagnostics == ()
    assert [found.code for found in none.diagnostics] == ["encode.over-budget"]
    assert [duration for _picture, duration in frames(none)] == [3000, 5000]


@pytest.mark.parametrize("format_", MOVING)
def test_the_same_pictures_have_the_same_bytes(format_: str, reveal: tuple[Shot, ...]) -> None:
    assert encode_motion(reveal, format_, SAID).data == encode_motion(reveal, format_, SAID).data


@pytest.mark.parametrize("format_", ["png", "mp4", ""])
def test_other_formats_do_not_move(format_: str, reveal: tuple[Shot, ...]) -> None:
    with pytest.raises(InvalidInput) as caught:
        encode_motion(reveal, format_, SAID)
    assert caught.value.diagnostics[0].code == "encode.format"
