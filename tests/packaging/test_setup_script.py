"""packaging/setup.sh in a folder of its own, with programs that only write down their calls."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SONAMES = [
    "libGL.so.1",
    "libEGL.so.1",
    "libxkbcommon.so.0",
    "libdbus-1.so.3",
    "libfontconfig.so.1",
    "libglib-2.0.so.0",
    "libxcb-cursor.so.0",
    "libxcb-icccm.so.4",
    "libxcb-keysyms.so.1",
    "libxcb-shape.so.0",
    "libxkbcommon-x11.so.0",
]

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="set-up by apt is for Linux"
)


@dataclass(frozen=True)
class Machine:
    """A source tree with a virtual environment, and the programs on its PATH."""

    tree: Path
    programs: Path
    calls: Path

    def program(self, path: Path, does: str = "") -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "{path.name} $*" >> "{self.calls}"\n{does}\n')
        path.chmod(0o755)

    def libraries(self, *names: str) -> None:
        self.program(
            self.programs / "ldconfig", f"printf '\\t%s (libc6) => /lib/x\\n' {' '.join(names)}"
        )

    def setup(self, *words: str) -> tuple[int, str, list[str]]:
        """Run it: exit code, what it says, which of our programs it called."""
        self.calls.write_text("")
        done = subprocess.run(
            ["/bin/bash", str(self.tree / "packaging" / "setup.sh"), *words],
            env={
                "PATH": str(self.programs),
                "UNICODE_DATA": str(self.tree / "unicode"),
                "POSTGRESQL": str(self.tree / "server"),
            },
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr, self.calls.read_text().splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    made = Machine(tmp_path / "tree", tmp_path / "bin", tmp_path / "calls")
    (made.tree / "packaging").mkdir(parents=True)
    shutil.copy(ROOT / "packaging" / "setup.sh", made.tree / "packaging")
    (made.tree / "pyproject.toml").write_text("[project]\n")
    made.program(made.tree / ".venv" / "bin" / "python")
    for name in ("npm", "apt-get"):
        made.program(made.programs / name)
    made.program(made.programs / "id", "echo 0")
    for tool in ("cat", "cksum", "dirname", "uname", "env", "sh", "ls"):
        (made.programs / tool).symlink_to(str(shutil.which(tool)))
    made.libraries(*SONAMES)
    return made


def test_what_is_there_is_left_alone(machine: Machine) -> None:
    assert machine.setup()[0] == 0

    code, _, calls = machine.setup()

    assert code == 0
    assert [call for call in calls if "apt-get" in call or "pip" in call] == []
    assert calls[-1] == "python packaging/fonts.py"


def test_packages_are_installed_again_when_the_project_asks_for_others(machine: Machine) -> None:
    _, _, first = machine.setup()
    (machine.tree / "pyproject.toml").write_text("[project]\nname = 'other'\n")

    _, _, second = machine.setup()

    for calls in (first, second):
        assert [call for call in calls if " install " in call] == [
            "python -m pip install --quiet --editable .[dev]"
        ]


def test_only_missing_libraries_are_installed(machine: Machine) -> None:
    machine.libraries(*(set(SONAMES) - {"libGL.so.1", "libglib-2.0.so.0"}))

    code, said, calls = machine.setup()

    assert code == 0
    assert "installing libgl1 libglib2.0-0" in said
    assert "apt-get install -y -qq --no-install-recommends libgl1 libglib2.0-0" in calls


def test_a_server_is_installed_only_for_those_who_test_it(machine: Machine) -> None:
    machine.program(machine.tree / ".venv" / "bin" / "python")

    assert not any("postgresql" in call for call in machine.setup()[2])
    _, said, calls = machine.setup("team")
    assert "installing postgresql" in said
    assert "python -m pip install --quiet --editable .[dev,team]" in calls
    machine.program(machine.tree / "server" / "15" / "bin" / "initdb")
    assert not any("postgresql" in call for call in machine.setup("team")[2])


def test_without_root_and_sudo_it_says_what_to_ask_for(machine: Machine) -> None:
    machine.program(machine.programs / "id", "echo 1000")
    (machine.programs / "npm").unlink()

    code, said, calls = machine.setup()

    assert code == 1
    assert "ask for: apt-get install npm" in said
    assert not any(call.startswith("apt-get") for call in calls)


def test_sudo_is_used_where_there_is_one(machine: Machine) -> None:
    machine.program(machine.programs / "id", "echo 1000")
    machine.program(machine.programs / "sudo", '"$@"')
    (machine.programs / "npm").unlink()

    code, _, calls = machine.setup()

    assert code == 0
    assert "apt-get install -y -qq --no-install-recommends npm" in calls


def test_another_linux_is_told_what_it_needs(machine: Machine) -> None:
    machine.libraries(*SONAMES[1:])
    (machine.programs / "apt-get").unlink()

    code, said, _ = machine.setup()

    assert code == 1
    assert "install what these Debian packages hold, then run again: libgl1" in said


def test_without_python_it_is_asked_for(machine: Machine) -> None:
    shutil.rmtree(machine.tree / ".venv")

    code, said, calls = machine.setup()

    assert "apt-get install -y -qq --no-install-recommends python3 python3-venv" in calls
    assert code == 1, "our apt-get installs nothing"
    assert "Python 3.11 or newer is needed" in said


def test_the_scores_need_more(machine: Machine) -> None:
    machine.setup()

    _, said, calls = machine.setup("scores")
    (machine.tree / "unicode").mkdir()
    (machine.tree / "unicode" / "BidiCharacterTest.txt").write_text("")
    _, _, again = machine.setup("scores")

    assert "installing unicode-data" in said
    assert "python -m pip install --quiet --editable .[dev,scores]" in calls
    assert [call for call in again if "apt-get" in call or "pip" in call] == []
