"""The networks file: what it holds and how it refuses."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from studio.caption import networks as module
from studio.caption.networks import OLD_AFTER_DAYS, facts, load_networks, network, warn_if_old
from studio.diagnostics import Severity
from studio.errors import InvalidInput

OWN = Path(module.__file__).with_name("networks.toml").read_text(encoding="utf-8")


def sizes(name: str) -> dict[str, tuple[str, bool]]:
    return {p.name: (str(p.size), p.default) for p in load_networks()[name].placements}


def refused(tmp_path: Path, old: str, new: str) -> InvalidInput:
    """The error of the own file with its first ``old`` put as ``new``."""
    assert old in OWN
    file = tmp_path / "networks.toml"
    file.write_text(OWN.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        load_networks(file)
    assert all(d.where.file == str(file) for d in caught.value.diagnostics)
    return caught.value


def test_facebook() -> None:
    assert sizes("facebook") == {
        "feed": ("1080x1350", True),
        "square": ("1080x1080", False),
        "story": ("1080x1920", False),
        "link": ("1200x630", False),
    }


def test_instagram() -> None:
    assert sizes("instagram") == {
        "feed": ("1080x1350", True),
        "square": ("1080x1080", True),
        "story": ("1080x1920", True),
        "landscape": ("1080x566", False),
        "tall": ("1080x1440", False),
    }
    text = load_networks()["instagram"].text
    assert (text.limit, text.hashtags, text.links_clickable) == (2200, 5, False)
    story = load_networks()["instagram"].placements[2]
    assert (story.safe.top, story.safe.bottom) == (269, 672)


def test_x() -> None:
    assert sizes("x") == {
        "landscape": ("1600x900", True),
        "square": ("1080x1080", False),
        "portrait": ("1080x1440", False),
    }
    text = load_networks()["x"].text
    assert (text.counter, text.limit, text.url_length, text.alt_limit) == ("x-weighted", 280, 23, 1000)


def test_every_figure_has_its_fact() -> None:
    for one in load_networks().values():
        found = list(facts(one))
        assert len(found) >= len(one.placements) + 2
        assert all(fact.source and fact.confidence in ("high", "medium", "low") for fact in found)


def test_what_one_caller_does_to_the_result_does_not_reach_another() -> None:
    load_networks().clear()
    assert load_networks()


def test_a_network_by_name() -> None:
    assert network("x").label == "X"
    with pytest.raises(InvalidInput) as caught:
        network("Facebok")
    (finding,) = caught.value.diagnostics
    assert finding.code == "network.unknown"
    assert finding.params["close"] == "facebook"
    assert "instagram" in str(finding)


def test_old_facts_are_told() -> None:
    one = network("x")
    oldest = min(fact.checked for fact in facts(one))
    edge = oldest + timedelta(days=OLD_AFTER_DAYS)
    assert warn_if_old([one], edge) == ()
    (finding,) = warn_if_old([one], edge + timedelta(days=1))
    assert (finding.code, finding.severity) == ("network.old-facts", Severity.WARNING)
    assert finding.params["days"] == OLD_AFTER_DAYS + 1
    assert warn_if_old(load_networks().values(), date(2000, 1, 1)) == ()


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        OWN.replace("[network.x", "[network.school-screen").replace(
            "[[network.x", "[[network.school-screen"
        )
    )
    assert "school-screen" in load_networks(file)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("limit = 280", 'limit = "280"', "data.bad-value"),
        ("limit = 280", "limit = 0", "data.bad-value"),
        ('size = "1600x900"', 'size = "1600"', "data.bad-value"),
        ("checked = 2026-11-22", 'checked = "yesterday"', "data.bad-value"),
        ('confidence = "low"', 'confidence = "sure"', "data.bad-value"),
        ('formats = ["jpeg"]', 'formats = ["tiff"]', "data.bad-value"),
        ("schema = 1", "schema = 2", "networks.too-new"),
        ("schema = 1", "schema = 0", "data.bad-value"),
        ("[network.x]", "[network.X]", "data.bad-value"),
        ("safe = [269, 65, 672, 65]", "safe = [269, 65]", "data.bad-value"),
        ("links_clickable = true\n", "", "data.missing-key"),
        ("\n[sources]", "\n[sources", "data.syntax"),
        ('source = "x-alt"', 'source = "x-al"', "networks.contradiction"),
        ('counter = "x-weighted"', 'counter = "x-wieghted"', "networks.contradiction"),
        ("fold = 125", "fold = 2201", "networks.contradiction"),
        ("url_length = 23", "url_length = 281", "networks.contradiction"),
        ("safe = [269, 65, 672, 65]", "safe = [969, 65, 972, 65]", "networks.contradiction"),
        ('name = "square"', 'name = "feed"', "networks.contradiction"),
        (
            '"Feed, portrait 4:5"\nsize = "1080x1350"\ndefault = true',
            '"Feed, portrait 4:5"\nsize = "1080x1350"\ndefault = false',
            "networks.contradiction",
        ),
        ("version = 2026-11-22", "version = 2026-11-21", "networks.contradiction"),
        ("version = 2026-11-22\n", "", "data.missing-key"),
        ('grammar = "x"', 'grammar = "z"', "networks.contradiction"),
        ("byte_limit = 3000", "byte_limit = 299", "networks.contradiction"),
        (
            'caution = { counter = "utf8-bytes"',
            'caution = { counter = "bytes"',
            "networks.contradiction",
        ),
        ("ratio = [0.8, 3.0]", "ratio = [3.0, 0.8]", "networks.contradiction"),
        ("ratio = [0.8, 3.0]", "ratio = [1.2, 3.0]", "networks.contradiction"),
        ("max_side = 1920", "max_side = 1919", "networks.contradiction"),
        ("max_pixels = 36_152_319", "max_pixels = 1000000", "networks.contradiction"),
        ("bleed = 3,", "bleed = 4,", "networks.contradiction"),
        ("images = 10\n", "", "networks.contradiction"),
        ('direction = "isolate"', 'direction = "left"', "data.bad-value"),
        ("alt_limit = { source", "url_length = { source", "networks.contradiction"),
    ],
)
def test_a_broken_file_says_what_is_wrong(tmp_path: Path, old: str, new: str, code: str) -> None:
    error = refused(tmp_path, old, new)
    assert code in {d.code for d in error.diagnostics}


def test_a_misspelt_key_is_named_with_its_line(tmp_path: Path) -> None:
    (finding,) = refused(tmp_path, "fold = 110", "fodl = 110").diagnostics
    assert finding.code == "data.unknown-key"
    assert finding.where.field == "network.facebook.text.fodl"
    assert finding.where.line == OWN[: OWN.index("fold = 110")].count("\n") + 1
    assert finding.params["suggestion"] == "fold"


def test_a_contradiction_is_named_with_its_line(tmp_path: Path) -> None:
    (finding,) = refused(tmp_path, "fold = 125", "fold = 9999").diagnostics
    assert finding.where.line == OWN[: OWN.index("fold = 125")].count("\n") + 1


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_networks(tmp_path / "none.toml")
    assert caught.value.diagnostics[0].code == "data.missing"
