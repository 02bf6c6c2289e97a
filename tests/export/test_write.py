"""Files are whole or not there."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.errors import EnvironmentFailure
from studio.export import write
from studio.export.write import held_folder, write_whole


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "a.png"

    write_whole(path, b"one")
    write_whole(path, b"second")

    assert path.read_bytes() == b"second"
    assert os.listdir(tmp_path) == ["a.png"]


def test_a_file_is_as_readable_as_the_user_wants(tmp_path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_whole(tmp_path / "a.png", b"one")
    finally:
        os.umask(old)

    assert (tmp_path / "a.png").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "export.disk-full"),
        (errno.EDQUOT, "export.disk-full"),
        (errno.EIO, "export.unwritable"),
        (errno.EROFS, "export.unwritable"),
    ],
)
def test_the_old_file_outlives_a_failed_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    path = tmp_path / "a.png"
    write_whole(path, b"old")
    real_write = os.write

    def half(handle: int, data: memoryview) -> int:
        real_write(handle, data[: len(data) // 2])
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "write", half)
    with pytest.raises(EnvironmentFailure) as caught:
        write_whole(path, b"new and longer")

    assert [d.code for d in caught.value.diagnostics] == [code]
    assert "a.png" in str(caught.value)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.png"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of files")
def test_a_real_limit_of_the_system(tmp_path: Path) -> None:
    program = """
import pathlib, resource, sys
from studio.errors import EnvironmentFailure
from studio.export.write import write_whole
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
folder = pathlib.Path(sys.argv[1])
write_whole(folder / "small.png", bytes(4096))
try:
    write_whole(folder / "large.png", bytes(5000))
except EnvironmentFailure as error:
    print(error.diagnostics[0].code)
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True
    )

    assert done.stdout == "export.disk-full\n"
    assert os.listdir(tmp_path) == ["small.png"]


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    with pytest.raises(EnvironmentFailure) as caught, held_folder(tmp_path / "file" / "out"):
        pytest.fail("a folder inside a file")

    assert [d.code for d in caught.value.diagnostics] == ["export.unwritable"]


def test_what_a_crash_left_behind_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".milclicks-77-1.part").write_bytes(b"half")
    (tmp_path / "mine.part").write_bytes(b"somebody's own")

    with held_folder(tmp_path):
        assert os.listdir(tmp_path) == ["mine.part"]


def test_a_folder_is_held_by_one_export_at_a_time(tmp_path: Path) -> None:
    with (
        held_folder(tmp_path),
        pytest.raises(EnvironmentFailure) as caught,
        held_folder(tmp_path),
    ):
        pytest.fail("two exports in one folder")

    assert [d.code for d in caught.value.diagnostics] == ["export.busy"]
    with held_folder(tmp_path):
        write_whole(tmp_path / "a.png", b"free again")


def test_a_killed_process_lets_go_of_the_folder(tmp_path: Path) -> None:
    program = f"""
import os, pathlib, signal
from studio.export.write import held_folder
with held_folder(pathlib.Path({str(tmp_path)!r})):
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", program], check=False)

    assert done.returncode != 0
    with held_folder(tmp_path):
        assert os.listdir(tmp_path) == []


def test_a_kill_between_write_and_replace_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    write_whole(path, b"old")
    program = f"""
import os, pathlib, signal
from studio.export import write
os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
write.write_whole(pathlib.Path({str(path)!r}), b"new")
"""
    subprocess.run([sys.executable, "-c", program], check=False)

    assert path.read_bytes() == b"old"
    with held_folder(tmp_path):
        assert os.listdir(tmp_path) == ["a.png"]


def test_folder_names_reach_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    monkeypatch.setattr(
        os, "fsync", lambda handle: synced.append(os.path.samestat(os.fstat(handle), tmp_path.stat()))
    )

    write.sync_folder(tmp_path)

    assert synced == [] if sys.platform == "win32" else [True]
