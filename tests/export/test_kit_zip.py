"""Archives: the same files, the same bytes."""

from __future__ import annotations

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from studio.export.kit import KitFile
from studio.export.kitzip import archive

FILES = [KitFile("b_sr@latin.jpg", bytes(500)), KitFile("a.txt", "а".encode() * 500)]


def test_order_and_day_make_no_difference() -> None:
    assert archive(FILES) == archive(FILES[::-1])


def test_texts_are_packed_and_images_are_not() -> None:
    with zipfile.ZipFile(io.BytesIO(archive(FILES))) as opened:
        kinds = {entry.filename: entry.compress_type for entry in opened.infolist()}
        dates = {entry.date_time for entry in opened.infolist()}
        assert opened.testzip() is None
    assert kinds == {"a.txt": zipfile.ZIP_DEFLATED, "b_sr@latin.jpg": zipfile.ZIP_STORED}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


@given(st.dictionaries(st.text("abжא@-_", min_size=1, max_size=8), st.binary(max_size=99)))
def test_everything_comes_out_again(files: dict[str, bytes]) -> None:
    data = archive(KitFile(name, content) for name, content in files.items())
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert {name: opened.read(name) for name in opened.namelist()} == files
