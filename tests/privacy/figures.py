"""How the privacy stop does on the labelled text: hits, misses and false alarms, per origin and per half.

`corpus/prose.txt` holds sentences without a name, `corpus/names.txt` sentences whose names stand in [[ ]]; a
line with # begins a section. Every other sentence of a section is held out: the rules were tuned on the others.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from data import plan
from data.rules.known_words import Known, known_words
from data.rules.privacy import findings
from data.settings import Settings

CORPUS: Final = Path(__file__).parent / "corpus"
MARK: Final = re.compile(r"\[\[(.+?)\]\]")
TUNED, HELD_OUT = "tuned", "held out"
Span = tuple[int, int]


@dataclass(frozen=True)
class Sentence:
    """One line: its section, its half, its text without marks, and where its names stand."""

    section: str
    half: str
    text: str
    names: tuple[Span, ...]


@dataclass
class Figures:
    """Counts over some sentences."""

    sentences: int = 0
    names: int = 0
    whole: int = 0
    """Names of which nothing is left over."""
    misses: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    """Marked stretches that are no name, with their sentence."""

    @property
    def hits(self) -> int:
        """Names that were marked, at least in part, so that the text is stopped."""
        return self.names - len(self.misses)

    @property
    def recall(self) -> float:
        """Hits of all names."""
        return self.hits / self.names if self.names else 1.0

    @property
    def precision(self) -> float:
        """Hits of all that was marked."""
        return self.hits / (self.hits + len(self.alarms)) if self.hits or self.alarms else 1.0

    def take(self, sentence: Sentence, found: list[Span]) -> None:
        """Count one sentence."""
        self.sentences += 1
        self.names += len(sentence.names)
        for start, end in sentence.names:
            touching = [span for span in found if span[0] < end and start < span[1]]
            if not touching:
                self.misses.append(f"{sentence.text[start:end]} | {sentence.text}")
            elif min(s for s, _ in touching) <= start and max(e for _, e in touching) >= end:
                self.whole += 1
        for start, end in found:
            if not any(start < e and s < end for s, e in sentence.names):
                self.alarms.append(f"{sentence.text[start:end]} | {sentence.text}")


def sentences(file: str) -> Iterator[Sentence]:
    """The sentences of a file of the corpus."""
    section, number = "", 0
    for line in (CORPUS / file).read_text("utf-8").splitlines():
        if line.startswith("#"):
            section, number = line.strip("# "), 0
            continue
        text, spans, end = "", list[Span](), 0
        for mark in MARK.finditer(line):
            text += line[end : mark.start()]
            spans.append((len(text), len(text) + len(mark[1])))
            text += mark[1]
            end = mark.end()
        yield Sentence(section, HELD_OUT if number % 2 else TUNED, text + line[end:], tuple(spans))
        number += 1


@cache
def known() -> Known:
    """What the shipped plan knows."""
    return known_words(plan.load(Settings().plan))


def measure(file: str, *, half: str | None = None, section: str | None = None) -> Figures:
    """Count the likely names in a file, in one half or one section of it if that is named."""
    figures = Figures()
    for sentence in sentences(file):
        if half in (None, sentence.half) and section in (None, sentence.section):
            found = [(f.start, f.end) for f in findings(sentence.text, known()) if f.kind == "name"]
            figures.take(sentence, found)
    return figures
