"""Bytes of the three formats: what readers find in them, and that they never differ."""

from __future__ import annotations

import io
import subprocess
import sys
import zlib
from itertools import pairwise
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from studio.diagnostics import Severity
from studio.encode import FORMATS, encode
from studio.encode.lossy import JPEG_XMP_ROOM, qualities
from studio.encode.profile import srgb
from studio.errors import InvalidInput
from studio.model.artifact import Artifact, Metadata, Surface

SAID = Metadata("Stop", "A caption", "A blue card", "Ana", "sr-Cyrl", ("MILCLICKS",))


def flat(width: int = 64, height: int = 48) -> Surface:
    picture = Image.new("RGB", (width, height), (32, 19, 242))
    picture.paste((205, 246, 74), (5, 5, width // 2, height // 2))
    return Surface(width, height, picture.tobytes())


def noisy(width: int = 64, height: int = 48) -> Surface:
    noise = [Image.frombytes("L", (width, height), _noise(n, width * height)) for n in (1, 2, 3)]
    return Surface(width, height, Image.merge("RGB", noise).tobytes())


def _noise(seed: int, length: int) -> bytes:
    # Compressed counters look like noise and are the same everywhere.
    state, out = seed, bytearray()
    for _ in range(length):
        state = (state * 1103515245 + 12345) % 2**31
        out.append(state >> 16 & 255)
    return bytes(out)


def opened(artifact: Artifact) -> Image.Image:
    picture = Image.open(io.BytesIO(artifact.data))
    picture.load()
    return picture


@pytest.mark.parametrize("format_", FORMATS)
def test_other_readers_see_the_same_picture(format_: str) -> None:
    surface = flat(61, 47)
    artifact = encode(surface, format_, SAID)
    picture = opened(artifact)
    assert (artifact.format, artifact.width, artifact.height) == (format_, 61, 47)
    assert (picture.format, picture.mode, picture.size) == (format_.upper(), "RGB", (61, 47))
    assert artifact.diagnostics == ()
    difference = max(abs(a - b) for a, b in zip(picture.tobytes(), surface.rgb, strict=True))
    assert difference <= (24 if format_ == "jpeg" else 0)


@given(st.integers(1, 9), st.integers(1, 9), st.data())
def test_png_keeps_every_pixel(width: int, height: int, data: st.DataObject) -> None:
    rgb = data.draw(st.binary(min_size=width * height * 3, max_size=width * height * 3))
    assert opened(encode(Surface(width, height, rgb), "png", Metadata())).tobytes() == rgb


def test_png_is_well_formed_and_names_its_colour_space() -> None:
    chunks = png_chunks(encode(flat(), "png", SAID).data)
    assert [name for name, _ in chunks] == [b"IHDR", b"sRGB", b"gAMA", b"iTXt", b"IDAT", b"IEND"]
    assert dict(chunks)[b"gAMA"] == (45455).to_bytes(4, "big")
    assert dict(chunks)[b"iTXt"].startswith(b"XML:com.adobe.xmp\0\0\0\0\0<?xpacket")


def png_chunks(data: bytes) -> list[tuple[bytes, bytes]]:
    """Name and content of each chunk; checks lengths and checksums on the way."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    chunks, at = [], 8
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert int.from_bytes(data[at + 8 + length : at + 12 + length], "big") == zlib.crc32(
            name + body
        )
        chunks.append((name, body))
        at += 12 + length
    return chunks


def test_jpeg_keeps_colour_at_full_resolution() -> None:
    picture = opened(encode(flat(), "jpeg", SAID))
    assert [sampling for _, *sampling, _ in picture.layer] == [[1, 1]] * 3  # type: ignore[attr-defined]


@pytest.mark.parametrize("format_", ["jpeg", "webp"])
def test_the_colour_profile_is_srgb(format_: str) -> None:
    held = opened(encode(flat(), format_, SAID)).info["icc_profile"]
    assert held == srgb()
    profile = ImageCms.ImageCmsProfile(io.BytesIO(held))
    assert "sRGB" in ImageCms.getProfileDescription(profile)


def test_the_colour_profile_holds_no_day_and_no_system() -> None:
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    same = [at for at in range(len(made)) if made[at] == srgb()[at]]
    assert set(range(len(made))) - set(same) <= {*range(24, 36), *range(40, 44), *range(84, 100)}
    assert srgb()[24:36] == bytes.fromhex("07cf000a0012000000000000")
    assert srgb()[40:44] == bytes(4)


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_but_the_words_of_the_author_is_said(format_: str) -> None:
    picture = opened(encode(noisy(), format_, SAID))
    assert not picture.getexif()
    allowed = {
        *("srgb", "gamma", "xmp", "XML:com.adobe.xmp", "icc_profile"),
        *("jfif", "jfif_version", "jfif_unit", "jfif_density"),
        *("loop", "background", "timestamp", "duration"),
    }
    assert set(picture.info) <= allowed
    silent = opened(encode(noisy(), format_, Metadata()))
    assert not {"xmp", "XML:com.adobe.xmp"} & set(silent.info)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_input_gives_the_same_bytes_in_every_process(format_: str) -> None:
    code = dedent(
        f"""
        import hashlib
        from studio.encode import encode
        from studio.model.artifact import Metadata, Surface
        words = Metadata("Stop", "A caption", "A blue card", "Ana", "sr-Cyrl", ("b", "a", "c"))
        surface = Surface(50, 40, bytes(range(200)) * 30)
        one, two = (encode(surface, {format_!r}, words).data for _ in range(2))
        assert one == two
        print(hashlib.sha256(one).hexdigest())
        """
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(runs) == 1


# ------------------------------------------------------------------ budget


@pytest.mark.parametrize("format_", ["jpeg", "webp"])
def test_quality_steps_down_until_the_file_fits(format_: str) -> None:
    surface = noisy()
    sizes = {q: len(encode(surface, format_, SAID, quality=q).data) for q in (90, 85, 80)}
    assert sizes[80] < sizes[85] < sizes[90]
    for allowed, expected in ((sizes[90], 90), (sizes[90] - 1, 85), (sizes[80], 80)):
        artifact = encode(surface, format_, SAID, max_bytes=allowed)
        assert artifact.quality == expected
        assert len(artifact.data) <= allowed
        assert artifact.diagnostics == ()
        assert opened(artifact).size == (64, 48)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_budget_that_nothing_meets_is_an_error_that_says_by_how_much(format_: str) -> None:
    artifact = encode(noisy(), format_, SAID, max_bytes=500)
    (found,) = artifact.diagnostics
    assert (found.code, found.severity) == ("encode.over-budget", Severity.ERROR)
    assert found.hint
    assert f"{len(artifact.data)} bytes; at most 500" in str(found)
    assert artifact.quality == (0 if format_ == "png" else 60)
    assert opened(artifact).size == (64, 48)


def test_png_is_packed_harder_before_it_gives_up() -> None:
    surface = Surface(256, 256, Image.radial_gradient("L").convert("RGB").tobytes())
    fast = encode(surface, "png", SAID)
    fitting = encode(surface, "png", SAID, max_bytes=len(fast.data) - 1)
    assert fitting.diagnostics == ()
    assert len(fitting.data) < len(fast.data)
    assert opened(fitting).tobytes() == surface.rgb


def test_a_flat_webp_is_lossless_and_a_photo_is_not() -> None:
    card, photo = encode(flat(), "webp", SAID), encode(noisy(), "webp", SAID)
    assert card.quality == 0
    assert opened(card).tobytes() == flat().rgb
    assert photo.quality == 90


@given(st.integers(-5, 200))
def test_qualities_fall_to_the_floor_and_not_below(first: int) -> None:
    tried = qualities(first)
    assert tried == sorted(set(tried), reverse=True)
    assert 1 <= min(tried) <= max(tried) <= 100
    assert tried[-1] == 60 or len(tried) == 1
    assert all(a - b <= 5 for a, b in pairwise(tried))


# ------------------------------------------------------------------ refused or left out


@pytest.mark.parametrize("format_", ["gif", "PNG", "", "../png"])
def test_other_formats_are_refused_with_those_that_are_known(format_: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        encode(flat(), format_, SAID)
    (found,) = caught.value.diagnostics
    assert found.code == "encode.format"
    assert "png, jpeg, webp" in str(found)


def test_words_that_no_jpeg_can_hold_are_left_out_with_a_warning() -> None:
    long = Metadata(title="Stop", description="ж" * JPEG_XMP_ROOM)
    artifact = encode(flat(), "jpeg", long)
    (found,) = artifact.diagnostics
    assert (found.code, found.severity) == ("encode.metadata-too-long", Severity.WARNING)
    assert "xmp" not in opened(artifact).info
    assert encode(flat(), "png", long).diagnostics == ()
