"""What leaves the pipeline.

In: a painted surface with its metadata. Out: bytes with a name-independent identity: the key is the
hash of all that went in, so the same key always means the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from studio.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is written into the file's XMP. Never a place, a device or a person's data."""

    title: str = ""
    description: str = ""
    alt: str = ""
    credit: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reveal:
    """How a question turns into its answer, in milliseconds.

    The question stands, then ``steps`` pictures between the two for ``step`` each, then the answer.
    """

    question: int = 4000
    answer: int = 6000
    steps: int = 4
    step: int = 80


@dataclass(frozen=True, slots=True)
class Artifact:
    """An encoded image. ``format`` is ``png``, ``jpeg``, ``webp``, ``gif``, ``pdf`` or ``svg``.

    ``quality`` is 0 if nothing was lost; ``width`` and ``height`` are the frame's, in pixels.
    """

    data: bytes
    format: str
    width: int
    height: int
    quality: int = 0
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class ThreadPart:
    """One post of a thread: its text with its number, how long the network says it is.

    ``image``: the picture, and with it ``alt``, goes with this post.
    """

    text: str
    length: int
    bytes: int
    image: bool = False
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Caption:
    """A finished caption for one network: its text, how long the network says it is, its findings.

    ``bytes`` is its length in UTF-8 and ``byte_limit`` the network's second limit, 0 for none.
    ``fold`` is how many code points of ``text`` show before "more": all of them if nothing is hidden,
    None if that is not known. ``parts`` are the posts of a thread, empty if it is one post; ``text`` is
    then all of them with blank lines between, and ``length`` and ``bytes`` are the longest part's.
    ``added`` are the paragraphs that follow the author's words: link, source, partners, hashtags.
    ``follow_up`` is what to say next under a quiz question, ``follow_up_as`` where (``reply``,
    ``comment`` or ``message``).
    """

    network: str
    language: str
    text: str
    length: int
    limit: int
    hashtags: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    bytes: int = 0
    byte_limit: int = 0
    fold: int | None = None
    parts: tuple[ThreadPart, ...] = ()
    follow_up: str = ""
    follow_up_as: str = ""
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surface:
    """Painted pixels: RGB, 8 bits a channel, rows of ``width * 3`` bytes without padding, sRGB."""

    width: int
    height: int
    rgb: bytes = field(repr=False)
