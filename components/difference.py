"""What is different between two texts, word by word: **new** and ~~gone~~, coloured as well, safe for Markdown."""

import re
from difflib import SequenceMatcher

from components.plain import plain

_WORDS = re.compile(r"\n|[^\S\n]+|\S+")
MOST = 4000
"""Words of both together that are compared one by one; longer texts are shown one after the other."""


def marked(before: str, after: str) -> str:
    """`after` with what has gone from `before` struck through and what is new in bold."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) + len(new) > MOST:
        return f"{_run(old, gone=True)}\n\n{_run(new, gone=False)}"
    shown = []
    for kind, a, z, b, y in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            shown.append(plain("".join(new[b:y])))
            continue
        shown.append(_joined(_run(old[a:z], gone=True), _run(new[b:y], gone=False)))
    return "".join(shown)


def _joined(gone: str, new: str) -> str:
    return f"{gone} {new}" if gone and new and not gone[-1].isspace() and not new[0].isspace() else gone + new


def _run(words: list[str], *, gone: bool) -> str:
    """Words that are marked line by line: a mark does not reach across a line break, nor begin or end with a blank."""
    return "\n".join(_line(line, gone=gone) for line in "".join(words).split("\n")).replace("\n", "  \n")


def _line(line: str, *, gone: bool) -> str:
    inside = line.strip()
    if not inside:
        return line
    before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    mark = f":red-background[~~{plain(inside)}~~]" if gone else f":green-background[**{plain(inside)}**]"
    return f"{before}{mark}{after}"
