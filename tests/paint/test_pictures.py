"""Pictures of all kinds, most of them from people who mean us no good."""

from __future__ import annotations

import io
import os
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from studio.errors import InvalidInput
from studio.model.color import Color
from studio.model.geometry import Size
from studio.paint import PictureStore, files, pictures
from studio.paint.duotone import MIDDLE, gradient

SMALL = Size(4, 4)


def code(ask: Callable[[], object]) -> str:
    """The diagnostic that a question ends with; every one names its file and a way out."""
    with pytest.raises(InvalidInput) as caught:
        ask()
    (found,) = caught.value.diagnostics
    assert found.hint
    assert found.where.file
    return found.code


def saved(picture: Image.Image, format_: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, format_, **options)  # type: ignore[arg-type]
    return out.getvalue()


def png_of(width: int, height: int, pixels: bytes = b"") -> bytes:
    """A PNG that claims a size; its pixels are whatever is given."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.fixture
def store(pack: Path) -> PictureStore:
    return PictureStore(pack)


# ------------------------------------------------------------------ what is read


@pytest.mark.parametrize("format_", ["png", "jpeg", "webp"])
def test_the_three_formats_are_read_whatever_the_files_are_called(
    store: PictureStore, pack: Path, format_: str
) -> None:
    (pack / "photo").write_bytes(saved(Image.new("RGB", (30, 20), (200, 10, 20)), format_))
    assert store.size("photo") == Size(30, 20)
    picture = store.load("photo", SMALL)
    assert picture.mode == "RGB"
    middle = picture.getpixel((picture.width // 2, picture.height // 2))
    assert isinstance(middle, tuple)
    assert all(abs(one - other) < 8 for one, other in zip(middle, (200, 10, 20), strict=True))


@pytest.mark.parametrize(
    ("mode", "color", "expected"),
    [
        ("L", 100, (100, 100, 100)),
        ("1", 1, (255, 255, 255)),
        ("P", 7, None),
        ("LA", (100, 255), (100, 100, 100)),
        ("I;16", 0x6464, (100, 100, 100)),
    ],
)
def test_every_kind_of_pixel_becomes_rgb(
    store: PictureStore,
    pack: Path,
    mode: str,
    color: int | tuple[int, int],
    expected: tuple[int, int, int] | None,
) -> None:
    picture = Image.new(mode, (4, 4), color)
    (pack / "a.png").write_bytes(saved(picture, "png"))
    read = store.load("a.png", SMALL)
    assert read.mode == "RGB"
    assert read.getpixel((1, 1)) == (expected or picture.convert("RGB").getpixel((1, 1)))


def test_cmyk_jpeg_becomes_rgb(store: PictureStore, pack: Path) -> None:
    (pack / "a.jpg").write_bytes(saved(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "jpeg"))
    red, green, blue = store.load("a.jpg", SMALL).getpixel((1, 1))  # type: ignore[misc]
    assert red > 200
    assert max(green, blue) < 60


def test_transparency_is_kept_only_where_there_is_any(store: PictureStore, pack: Path) -> None:
    (pack / "clear.png").write_bytes(saved(Image.new("RGBA", (4, 4), (9, 9, 9, 100)), "png"))
    (pack / "solid.png").write_bytes(saved(Image.new("RGBA", (4, 4), (9, 9, 9, 255)), "png"))
    assert store.load("clear.png", SMALL).mode == "RGBA"
    assert store.load("solid.png", SMALL).mode == "RGB"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("format_", ["jpeg", "png", "webp"])
def test_pictures_stand_upright(
    store: PictureStore, pack: Path, orientation: int, format_: str
) -> None:
    upright = Image.new("RGB", (32, 16), (255, 255, 255))
    upright.paste((0, 0, 0), (0, 0, 8, 8))
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    # The camera turned the picture the other way; Transpose numbers: 2 is 90°, 4 is 270°.
    stored = upright.transpose(Image.Transpose(turns[orientation])) if orientation > 1 else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    lossless = {"lossless": True} if format_ == "webp" else {}
    (pack / "a").write_bytes(saved(stored, format_, exif=exif, **lossless))
    assert store.size("a") == Size(32, 16)
    picture = store.load("a", Size(32, 16))
    assert picture.size == (32, 16)
    grey = picture.convert("L")
    corners = [grey.getpixel(at) for at in ((2, 2), (29, 2), (2, 13), (29, 13))]
    assert [level < 40 for level in corners] == [True, False, False, False]  # type: ignore[operator]


def test_a_phones_wide_colours_become_srgb(store: PictureStore, pack: Path) -> None:
    """A profile with the red and green channels' primaries changed over changes reds into greens."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {profile[at : at + 4].decode(): at for at in range(132, 132 + 12 * profile[131], 12)}
    red, green = tags["rXYZ"], tags["gXYZ"]
    profile[red + 4 : red + 12], profile[green + 4 : green + 12] = (
        profile[green + 4 : green + 12],
        profile[red + 4 : red + 12],
    )
    for at in range(len(profile) - 8):
        if profile[at : at + 8] == "sRGB".encode("utf-16-be"):
            profile[at : at + 8] = "Wide".encode("utf-16-be")
    picture = Image.new("RGB", (4, 4), (255, 0, 0))
    (pack / "a.png").write_bytes(saved(picture, "png", icc_profile=bytes(profile)))
    assert store.load("a.png", SMALL).getpixel((0, 0)) == (0, 255, 0)
    (pack / "b.png").write_bytes(saved(picture, "png", icc_profile=bytes(profile[:200])))
    assert store.load("b.png", SMALL).getpixel((0, 0)) == (255, 0, 0)


def test_a_large_jpeg_is_decoded_small(store: PictureStore, pack: Path) -> None:
    (pack / "a.jpg").write_bytes(saved(Image.new("RGB", (1600, 1200), (1, 2, 3)), "jpeg"))
    assert store.size("a.jpg") == Size(1600, 1200)
    assert store.load("a.jpg", Size(400, 200)).size == (400, 300)
    assert store.load("a.jpg", Size(444, 333)).size == (400, 300)
    assert store.load("a.jpg", Size(445, 200)).size == (800, 600)
    assert store.load("a.jpg", Size(5000, 5000)).size == (1600, 1200)


def test_a_large_png_is_kept_small(store: PictureStore, pack: Path) -> None:
    (pack / "a.png").write_bytes(saved(Image.new("RGB", (1600, 1200)), "png"))
    assert store.load("a.png", Size(400, 300)).size == (400, 300)


def test_nothing_of_a_files_metadata_is_carried_over(store: PictureStore, pack: Path) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Maker"
    exif.get_ifd(0x8825)[2] = (44.8, 20.4, 0.0)
    data = saved(Image.new("RGB", (20, 20)), "jpeg", exif=exif, comment=b"secret", dpi=(300, 300))
    (pack / "a.jpg").write_bytes(data)
    picture = store.load("a.jpg", SMALL)
    assert picture.info == {}
    assert not picture.getexif()


def test_an_answer_does_not_depend_on_what_was_asked_before(pack: Path) -> None:
    noise = Image.effect_noise((640, 480), 80).convert("RGB")
    (pack / "a.jpg").write_bytes(saved(noise, "jpeg"))
    fresh, used = PictureStore(pack), PictureStore(pack)
    used.cut("a.jpg", (0, 0, 1, 1), (640, 480))
    used.load("a.jpg", Size(640, 480))
    crop = (0.1, 0.2, 0.5, 0.6)
    assert used.cut("a.jpg", crop, (64, 48)) == fresh.cut("a.jpg", crop, (64, 48))
    assert used.cut("a.jpg", crop, (64, 48)) is used.cut("a.jpg", crop, (64, 48))


def test_a_changed_file_is_read_again(store: PictureStore, pack: Path) -> None:
    file = pack / "a.png"
    file.write_bytes(saved(Image.new("RGB", (4, 4)), "png"))
    before = store.size("a.png"), store.digest("a.png")
    file.write_bytes(saved(Image.new("RGB", (9, 4)), "png"))
    os.utime(file, ns=(1, 1))
    assert store.size("a.png") == Size(9, 4)
    assert store.digest("a.png") != before[1]


def test_what_is_kept_stays_within_bounds(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_CUT", 5000)
    store = PictureStore(pack)
    first = store.cut("media/quarters.png", (0, 0, 1, 1), (40, 40))
    again = store.cut("media/quarters.png", (0, 0, 1, 1), (40, 40))
    assert first is again
    store.cut("media/quarters.png", (0, 0, 1, 0.5), (40, 40))
    assert store.cut("media/quarters.png", (0, 0, 1, 1), (40, 40)) is not first


def test_a_crop_beyond_the_edge_is_moved_inside(store: PictureStore) -> None:
    blue = bytes((0, 0, 255)) * 16
    assert store.cut("media/quarters.png", (0.9, 0.9, 0.2, 0.2), (4, 4)).data == blue
    assert store.cut("media/quarters.png", (-3, -3, 9, 9), (40, 40)).data == (
        store.cut("media/quarters.png", (0, 0, 1, 1), (40, 40)).data
    )


@given(
    st.tuples(*[st.floats(-2, 3, allow_nan=False)] * 4),
    st.tuples(st.integers(1, 30), st.integers(1, 30)),
)
def test_every_crop_gives_the_pixels_asked_for(
    crop: tuple[float, float, float, float], size: tuple[int, int]
) -> None:
    picture = Image.linear_gradient("L").convert("RGB")
    store = PictureStore(Path(__file__).parent)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PictureStore, "load", lambda *_: picture)
        patch.setattr(pictures, "find", lambda *_: None)
        assert len(store.cut("any", crop, size).data) == size[0] * size[1] * 3


# ------------------------------------------------------------------ duotone


def test_the_gradient_runs_through_its_three_colours() -> None:
    colors = (Color(0, 0, 0), Color(100, 0, 0), Color(100, 200, 0))
    levels = gradient(*colors)
    triples = [tuple(levels[at : at + 3]) for at in range(0, 768, 3)]
    assert triples[0] == (0, 0, 0)
    assert triples[255] == (100, 200, 0)
    assert triples[round(MIDDLE * 255)] == (100, 0, 0)
    assert triples == sorted(triples)


def test_a_duotone_stretches_the_contrast_and_clips_outliers(store: PictureStore, pack: Path) -> None:
    grey = Image.new("L", (100, 100), 100)
    grey.paste(150, (50, 0, 100, 100))
    grey.putpixel((0, 0), 0)
    grey.putpixel((99, 99), 255)
    (pack / "a.png").write_bytes(saved(grey, "png"))
    tones = (Color(0, 0, 9), Color(0, 90, 9), Color(200, 90, 9))
    data = store.cut("a.png", (0, 0, 1, 1), (100, 100), tones).data
    middle_left, middle_right = 3 * (100 * 50 + 20), 3 * (100 * 50 + 80)
    assert tuple(data[middle_left : middle_left + 3]) == tones[0][:3]
    assert tuple(data[middle_right : middle_right + 3]) == tones[2][:3]


# ------------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    "name",
    [
        "../pack2/a.png",
        "media/../../a.png",
        "/etc/hostname",
        "C:/a.png",
        "C:a.png",
        "\\\\server\\a.png",
        "media\\quarters.png",
    ],
)
def test_names_that_lead_out_of_the_pack_are_refused(
    store: PictureStore, pack: Path, name: str
) -> None:
    (pack.parent / "a.png").write_bytes(saved(Image.new("RGB", (4, 4)), "png"))
    assert code(lambda: store.size(name)) == "picture.outside-pack"


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_links_that_lead_out_of_the_pack_are_refused(store: PictureStore, pack: Path) -> None:
    outside = pack.parent / "secret.png"
    outside.write_bytes(saved(Image.new("RGB", (4, 4)), "png"))
    (pack / "link.png").symlink_to(outside)
    (pack / "folder").symlink_to(pack.parent)
    (pack / "inner.png").symlink_to(pack / "media" / "quarters.png")
    assert code(lambda: store.load("link.png", SMALL)) == "picture.outside-pack"
    assert code(lambda: store.load("folder/secret.png", SMALL)) == "picture.outside-pack"
    assert store.size("inner.png") == Size(40, 40)


@pytest.mark.parametrize("name", ["none.png", "media", "media/quarters.png/x", "a\0b.png", "x" * 5000])
def test_what_is_not_there_or_no_file_is_missing(store: PictureStore, name: str) -> None:
    assert code(lambda: store.size(name)) == "picture.missing"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are of Unix")
def test_a_named_pipe_does_not_hang(store: PictureStore, pack: Path) -> None:
    os.mkfifo(pack / "pipe.png")
    assert code(lambda: store.size("pipe.png")) == "picture.missing"


def test_a_pack_without_a_folder_has_no_pictures() -> None:
    assert code(lambda: PictureStore(None).size("a.png")) == "picture.missing"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(40),
        b"%!PS-Adobe-3.0 EPSF-3.0",
        b"RIFF\0\0\0\0WAVE",
    ],
)
def test_other_formats_are_refused(store: PictureStore, pack: Path, data: bytes) -> None:
    (pack / "a.png").write_bytes(data)
    assert code(lambda: store.size("a.png")) == "picture.format"
    assert code(lambda: store.load("a.png", SMALL)) == "picture.format"


@pytest.mark.parametrize("format_", ["png", "jpeg", "webp"])
@pytest.mark.parametrize("share", [0.05, 0.4, 0.7, 0.95])
def test_truncated_pictures_are_broken(
    store: PictureStore, pack: Path, format_: str, share: float
) -> None:
    data = saved(Image.effect_noise((120, 90), 60).convert("RGB"), format_)
    (pack / "a").write_bytes(data[: int(len(data) * share)])
    assert code(lambda: store.load("a", Size(120, 90))) == "picture.broken"


def test_more_pixels_than_we_bear_are_refused_unseen(
    store: PictureStore, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_picture: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", never)
    for width, height in ((10_000, 5_001), (20_000, 6_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)):
        (pack / "bomb.png").write_bytes(png_of(width, height))
        assert code(lambda: store.size("bomb.png")) == "picture.too-large"
        assert code(lambda: store.load("bomb.png", SMALL)) == "picture.too-large"


def test_more_bytes_than_we_bear_are_refused_unread(store: PictureStore, pack: Path) -> None:
    with (pack / "a.png").open("wb") as file:
        file.truncate(files.MOST_BYTES + 1)
    assert code(lambda: store.size("a.png")) == "picture.too-large"


def test_a_picture_that_unpacks_to_more_than_it_says_is_harmless(
    store: PictureStore, pack: Path
) -> None:
    (pack / "a.png").write_bytes(png_of(4, 4, zlib.compress(bytes(50_000_000))))
    assert store.load("a.png", SMALL).size == (4, 4)


def test_broken_exif_does_not_break_a_picture(store: PictureStore, pack: Path) -> None:
    data = saved(
        Image.new("RGB", (8, 4)), "jpeg", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff" + bytes(range(60))
    )
    (pack / "a.jpg").write_bytes(data)
    assert store.size("a.jpg") == Size(8, 4)
    assert store.load("a.jpg", SMALL).size == (8, 4)


@given(st.data())
def test_damage_anywhere_is_a_picture_or_a_clear_error(data: st.DataObject) -> None:
    format_ = data.draw(st.sampled_from(["png", "jpeg", "webp"]))
    exif = Image.Exif()
    exif[0x0112] = 6
    whole = bytearray(saved(Image.linear_gradient("L").resize((24, 16)), format_, exif=exif))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(12, len(whole) - 1))] = data.draw(st.integers(0, 255))
    result = outcome(bytes(whole))
    assert result in ("whole", "picture.broken", "picture.too-large")


def outcome(data: bytes) -> str:
    """``whole``, or the code of the error; a picture that is not the size it says is neither."""
    try:
        size, picture = files.measure(data, "a"), files.decode(data, "a", 1)
    except InvalidInput as error:
        return error.diagnostics[0].code
    return "whole" if picture.size == size else "odd"
