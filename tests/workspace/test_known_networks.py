"""Newer network data and networks of the user's own."""

from datetime import date
from pathlib import Path

import pytest

from studio.caption import networks as module
from studio.errors import EnvironmentFailure, InvalidInput
from studio.workspace.networks import SETTINGS, UPDATE, known_networks, update_networks

OWN = Path(module.__file__).with_name("networks.toml").read_text(encoding="utf-8")
NEWER = OWN.replace("version = 2026-11-22", "version = 2026-12-24").replace(
    "limit = 280", "limit = 281"
)
ROLL_UP = """\
schema = 1

[[placement]]
network = "facebook"
name = "cover"
label = "Cover of our page"
size = "1702x630"
default = false

[network.school-screen]
label = "Screen in the hall"

[[network.school-screen.placement]]
name = "full"
label = "Whole screen"
size = "1920x1080"

[network.roll-up]
label = "Roll-up"
formats = ["png", "jpeg"]

[[network.roll-up.placement]]
name = "stand"
label = "85 x 200 cm"
size = "3365x7893"
paper = { trim = [850, 2000], bleed = 2.4, dpi = 100 }
"""


@pytest.fixture
def user(tmp_path: Path) -> Path:
    return tmp_path / "user"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    file = tmp_path / "newer.toml"
    file.write_text(NEWER, "utf-8")
    return file


def settings(user: Path, text: str) -> None:
    user.mkdir(exist_ok=True)
    (user / SETTINGS).write_text(text, "utf-8")


def codes(caught: pytest.ExceptionInfo[InvalidInput]) -> list[str]:
    return [d.code for d in caught.value.diagnostics]


def test_without_a_folder_the_studios_own_hold(user: Path) -> None:
    known = known_networks(user)
    assert known.version == date(2026, 11, 22)
    assert len(known.networks) == 16
    assert [n for n, one in known.networks.items() if one.default] == ["facebook", "instagram", "x"]
    assert not user.exists()


def test_an_update_is_used_from_then_on(user: Path, newer: Path) -> None:
    assert update_networks(newer, user) == (date(2026, 11, 22), date(2026, 12, 24))
    known = known_networks(user)
    assert known.version == date(2026, 12, 24)
    assert known.networks["x"].text.limit == 281
    assert [file.name for file in user.iterdir()] == [UPDATE]


@pytest.mark.parametrize("version", ["2026-11-22", "2025-01-01"])
def test_an_old_file_is_refused(user: Path, newer: Path, version: str) -> None:
    text = OWN.replace("2026-11-22", version)
    newer.write_text(text, "utf-8")
    with pytest.raises(InvalidInput) as caught:
        update_networks(newer, user)
    assert codes(caught) == ["networks.not-newer"]
    assert "2026-11-22" in str(caught.value)
    assert not user.exists()


def test_the_same_update_twice_is_refused(user: Path, newer: Path) -> None:
    update_networks(newer, user)
    with pytest.raises(InvalidInput) as caught:
        update_networks(newer, user)
    assert codes(caught) == ["networks.not-newer"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "data.missing-key"),
        ("schema = ", "data.syntax"),
        (NEWER.replace("limit = 281", "limit = -1"), "data.bad-value"),
        (NEWER.replace("fold = 125", "fold = 9999"), "networks.contradiction"),
        (NEWER.replace('size = "1600x900"', 'size = "99999x99999"'), "networks.contradiction"),
        (NEWER.replace("schema = 1", "schema = 2"), "networks.too-new"),
        (NEWER[:5000], "data.syntax"),
    ],
)
def test_a_broken_update_is_refused_and_changes_nothing(
    user: Path, newer: Path, text: str, code: str
) -> None:
    newer.write_text(text, "utf-8")
    with pytest.raises(InvalidInput) as caught:
        update_networks(newer, user)
    assert code in codes(caught)
    assert all(d.where.file == str(newer) for d in caught.value.diagnostics)
    assert not user.exists()


def test_an_update_that_broke_later_is_passed_over_with_a_warning(user: Path, newer: Path) -> None:
    update_networks(newer, user)
    (user / UPDATE).write_text(NEWER[:3000], "utf-8")
    known = known_networks(user)
    assert known.version == date(2026, 11, 22)
    (finding,) = known.diagnostics
    assert (finding.code, finding.where.file) == ("networks.update-broken", str(user / UPDATE))


def test_an_update_older_than_the_studio_is_passed_over(user: Path) -> None:
    user.mkdir()
    (user / UPDATE).write_text(OWN.replace("2026-11-22", "2026-01-01"), "utf-8")
    assert known_networks(user).version == date(2026, 11, 22)


def test_networks_and_placements_of_ones_own(user: Path, newer: Path) -> None:
    settings(user, ROLL_UP)
    update_networks(newer, user)
    known = known_networks(user)
    assert known.own == ("school-screen", "roll-up")
    cover = known.networks["facebook"].placements[-1]
    assert (cover.name, str(cover.size), cover.default) == ("cover", "1702x630", False)
    stand = known.networks["roll-up"].placements[0]
    assert stand.paper is not None
    assert stand.paper.pixels == stand.size
    assert stand.bleed.top == pytest.approx(2.4 / 25.4 * 100)
    assert not known.networks["school-screen"].default


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("[network.roll-up]", "[network.x]", "networks.contradiction"),
        ('network = "facebook"', 'network = "facebok"', "networks.contradiction"),
        ('name = "cover"', 'name = "feed"', "networks.contradiction"),
        ('size = "3365x7893"', 'size = "3365x7000"', "networks.contradiction"),
        ('size = "1920x1080"', 'size = "big"', "data.bad-value"),
        ('label = "Roll-up"', 'lable = "Roll-up"', "data.unknown-key"),
        ("schema = 1", "schema = 3", "networks.too-new"),
    ],
)
def test_a_mistake_in_the_users_own_file_is_named(user: Path, old: str, new: str, code: str) -> None:
    assert old in ROLL_UP
    text = ROLL_UP.replace("[network.roll-up", new[:-1]) if "[network" in new else ROLL_UP
    text = text.replace("[[network.roll-up.", "[[network.x.") if "[network" in new else text
    settings(user, text.replace(old, new))
    with pytest.raises(InvalidInput) as caught:
        known_networks(user)
    assert code in codes(caught)
    assert all(d.where.file == str(user / SETTINGS) for d in caught.value.diagnostics)
    assert any(d.where.line for d in caught.value.diagnostics)


def test_an_update_that_contradicts_the_users_own_file_is_refused(user: Path, newer: Path) -> None:
    settings(user, ROLL_UP)
    newer.write_text(NEWER.replace("network.viber", "network.roll-up"), "utf-8")
    with pytest.raises(InvalidInput) as caught:
        update_networks(newer, user)
    assert codes(caught) == ["networks.contradiction"]
    assert not (user / UPDATE).exists()


def test_a_folder_that_can_not_be_made(tmp_path: Path, newer: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFailure):
        update_networks(newer, tmp_path / "file" / "user")
