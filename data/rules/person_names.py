"""Likely names of people in a text (6.1): lists of names, patterns of surnames, what stands beside them.

The method, its figures and what it misses: docs/privacy-stop.md. Positions are those of the text as it is handed in.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from data.rules import name_context as context
from data.rules import names
from data.rules.known_words import NOTHING, Known, key

Span = tuple[int, int]

_TOKEN: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[-'’`´](?=[^\W\d_]))*")
_END: Final = re.compile(r"[.!?:;\n•·»«\"“”()\[\]]|[-–—*]\s|^\s*[-–*]")
"""What a sentence begins after, or what may stand with a capital letter for another reason."""
_ABBREVIATED: Final = re.compile(
    r"(?<![^\W\d_])(?:[A-ZÆØÅ]|hr|fr|frk|dr|vpi|pa|pb|pk|vpk|pi|ass|adj|prof|cand|jur|mag|sct|skt|st|chr|joh|"
    r"afd|nr|kl|ca|tlf|v/|bl\.a|f\.eks|evt|inkl|ift|vedr|mv|m\.v|red|dir|kst|fung)\.\s*$",
    re.IGNORECASE,
)


def _keys(*listed: frozenset[str]) -> frozenset[str]:
    return frozenset(key(name) for some in listed for name in some)


_WORDS: Final = _keys(names.WORDS)
_ELSEWHERE: Final = _keys(names.ELSEWHERE)
_SMALL: Final = _keys(names.SMALL)
_GIVEN: Final = _keys(*names.GIVEN.values())
_SURNAMES: Final = _keys(*names.SURNAMES.values())
_PATTERN: Final = re.compile(
    r".{2,}(?:[^aeiouy]sen|[dtrln]sson|dottir|datter|[oe]vic|hodzic|agic|[wv]s?ki|[ws]ka|[cs]ki|czyk|owicz|oglu|zadeh|zada|"
    r"zai|poulos|akis|escu|enko|chuk|adze|shvili|yan|ullah|rajah|lingam|nathan|ratnam|singam|swamy|quist|qvist|gaard)"
)
"""Endings of surnames, as keys."""
_AGED: Final = re.compile(r"(?: på|,| er|, der er)? ?\(?\d{1,2}(?: år|\))|,? og (?:hans|hendes)(?!\w)")


_SHORT: Final = frozenset({"bo", "ib"})
"""Danish given names of two letters; other short names are words of too many languages."""
_BEFORE: Final = context.OPENERS | context.SAINTS


class _Token(NamedTuple):
    word: str
    key: str
    start: int
    end: int
    capital: bool
    opens: bool
    """It begins a sentence, so that its capital letter says nothing."""
    joined: bool
    """Only blanks, or the full stop of an initial, stand between it and the one before."""


def _tokens(text: str) -> list[_Token]:
    found = list[_Token]()
    end = 0
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        before = text[max(0, match.start() - 12) : match.start()]
        short = bool(_ABBREVIATED.search(before))
        opens = not found or (bool(_END.search(between)) and not short)
        joined = (
            bool(found)
            and (between.isspace() or between == "" or (between.strip() == "." and short))
            and "\n" not in between
        )
        word = match.group()
        found.append(_Token(word, key(word), match.start(), match.end(), word[0].isupper(), opens, joined))
        end = match.end()
    return found


def _in(word: str, listed: frozenset[str]) -> bool:
    """Whether the word is listed, as it stands or in the genitive."""
    return word in listed or (
        len(word) > 3
        and word.endswith("s")
        and word.rstrip("'’`´s") != ""
        and (word[:-1] in listed or word[:-1].rstrip("'’`´") in listed)
    )


class _Reader:
    """One text, read once from left to right."""

    def __init__(self, text: str, known: Known) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.known = known
        self.people = known.people

    def spans(self) -> Iterator[Span]:
        """Every likely name, in order."""
        at = 0
        while at < len(self.tokens):
            if harmless := self._harmless(at):
                at += harmless
            elif self._begins(at):
                last = self._last(at)
                yield self.tokens[self._first(at)].start, self.tokens[last].end
                at = last + 1
            elif letters := self._initials(at):
                yield self.tokens[at].start, self.tokens[at + letters - 1].end + 1
                at += letters
                if at < len(self.tokens):  # it is no part of them, and may begin a sentence
                    self.tokens[at] = self.tokens[at]._replace(opens=True, joined=False)
            else:
                at += 1

    # -- what is nobody

    def _harmless(self, at: int) -> int:
        """How many words from here on are a place, an institution or a phrase of the plan."""
        return self._phrase(at) or self._place(at)

    def _phrase(self, at: int) -> int:
        for phrase in self.known.phrases.get(self.tokens[at].key, ()):
            if tuple(token.key for token in self.tokens[at : at + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def _place(self, at: int) -> int:
        token = self.tokens[at]
        if token.key in _BEFORE and (run := self._run(at + 1)):
            return run + 1
        if not token.capital:
            return 0
        run = self._run(at)
        for length in range(run, 0, -1):
            if self._makes_place(at, at + length - 1):
                return length
        after = at + run
        if (
            run > 1
            and after < len(self.tokens)
            and self.tokens[after].joined
            and self.tokens[after].key in context.STREET
        ):
            return run + 1
        return 0

    def _run(self, at: int) -> int:
        """How many capitalised words follow each other from here on."""
        length = 0
        while at + length < len(self.tokens):
            token = self.tokens[at + length]
            if not token.capital and not (token.key in context.PARTICLES and length):
                break
            if not token.joined and length:
                break
            length += 1
        while length and not self.tokens[at + length - 1].capital:
            length -= 1
        return length

    def _makes_place(self, first: int, last: int) -> bool:
        """Niels Bohrs Gade, but not Hans Gade; Kongevejen."""
        word = self.tokens[last].key
        if word in context.PLACE and last > first:
            before = self.tokens[last - 1].key
            return not self._name(word) or (before.endswith("s") and before not in _GIVEN)
        person = last > first and _in(self.tokens[first].key, _GIVEN)  # Victor Dalsgaard
        return word.endswith(context.ENDINGS) and word not in context.PLACE and not self._name(word) and not person

    # -- what is somebody

    def _begins(self, at: int) -> bool:
        alone = self._of_the_plan(at) or self._listed(at)
        return alone or self._in_company(at) or self._after_cue(at) or self._unknown_pair(at)

    def _of_the_plan(self, at: int) -> bool:
        """A word of a name in the plan file; "Tom" begins a sentence as a word, unless he does or owns something."""
        token = self.tokens[at]
        if not _in(token.key, self.people):
            return False
        if token.opens and _in(token.key, _WORDS):
            after = self._next(at)
            owns = after is not None and token.key.endswith("s") and after.key in context.KIN | context.OWNED
            return token.capital and after is not None and (owns or after.key in context.DOES)
        return token.capital or not self._ordinary(token.key)

    def _ordinary(self, word: str) -> bool:
        return _in(word, _WORDS) or _in(word, _SMALL) or _in(word, _ELSEWHERE) or word in self.known.words

    def _listed(self, at: int) -> bool:
        """A name that stands for itself."""
        token = self.tokens[at]
        word = token.key
        if "-" in word and token.capital:
            return any(
                len(part) > 2 and self._name(part) and part not in _WORDS | _ELSEWHERE for part in word.split("-")
            )
        if not self._name(word) and not (token.capital and not token.opens and self._patterned(word)):
            return False
        if (len(word) < 3 and word not in _SHORT) or _in(word, _ELSEWHERE):
            return False
        if _in(word, _WORDS):
            return token.capital and not token.opens and _in(word, _GIVEN) and not token.word.isupper()
        return token.capital or not _in(word, _SMALL)

    def _name(self, word: str) -> bool:
        return _in(word, _GIVEN) or _in(word, _SURNAMES)

    def _patterned(self, word: str) -> bool:
        bare = word[:-1] if word.endswith("s") else word
        return (
            bool(_PATTERN.fullmatch(word) or _PATTERN.fullmatch(bare))
            and word not in context.NO_SURNAME
            and word not in self.known.words
            and not word.endswith(context.ENDINGS)
        )

    def _initials(self, at: int) -> int:
        """How many letters with a full stop after each stand for a person's name from here on: K.H."""
        if at and self._initial(at - 1) and self.tokens[at].joined:
            return 0
        run = 0
        while at + run < len(self.tokens) and self._initial(at + run) and (not run or self.tokens[at + run].joined):
            run += 1
        short = "".join(token.key for token in self.tokens[at : at + run])
        listed = at and self.tokens[at - 1].joined and self.tokens[at - 1].key in context.LABELS  # opgang A. B.
        nobody = short in context.SHORT or short in _ELSEWHERE or short in self.known.words
        return 0 if run not in (2, 3) or listed or nobody else run

    def _initial(self, at: int) -> bool:
        token = self.tokens[at]
        return len(token.word) == 1 and token.capital and self.text[token.end : token.end + 1] == "."

    def _in_company(self, at: int) -> bool:
        """A given name or an initial that is too little by itself, with a surname after it."""
        token = self.tokens[at]
        after = self._next(at)
        if after is None:
            return False
        surname = _in(after.key, _SURNAMES) or self._patterned(after.key)
        if len(token.word) == 1:
            before = self.tokens[at - 1].key if at else ""
            stop = after.start - token.end > 1 or after.joined
            person = surname or self._unknown(after) or (_in(after.key, _GIVEN) and not _in(after.key, _WORDS))
            if not surname and before + token.key in context.SHORT:  # P.S. Husk
                return False
            return token.capital and before not in context.LABELS and stop and after.capital and person
        if not _in(token.key, _GIVEN):
            begins = token.opens and token.capital and len(token.word) > 2 and not self._explained(token)
            return begins and after.capital and surname and not self._place(at + 1)
        if not token.capital:
            return surname and not after.capital and not self._ordinary(after.key)
        if not after.capital:
            return surname and not self._ordinary(after.key)
        return surname or (token.key not in _ELSEWHERE and self._unknown(after) and not self._place(at + 1))

    def _after_cue(self, at: int) -> bool:
        """A word with a capital letter after something that introduces a person."""
        token = self.tokens[at]
        if not at or not token.joined:
            return False
        before = self.tokens[at - 1].key
        if not self._unknown(token) or len(token.word) < 2:
            return False
        kin = before == "til" and at > 1 and self.tokens[at - 2].key in context.KIN
        after = self._next(at)
        of = after is not None and token.key.endswith("s") and after.key in context.KIN | context.OWNED
        does = after is not None and after.key in context.DOES
        return before in context.CUES or kin or of or does or bool(_AGED.match(self.text, token.end))

    def _unknown_pair(self, at: int) -> bool:
        """Two words with a capital letter that nothing explains, inside a sentence."""
        token, after = self.tokens[at], self._next(at)
        return (
            after is not None
            and self._unknown(token)
            and self._unknown(after)
            and len(self.tokens[at].word) > 2
            and (len(after.word) > 2 and self._run(at) < 4)
        )

    def _unknown(self, token: _Token) -> bool:
        """A capital letter inside a sentence that nothing explains."""
        short = token.word.isupper() and len(token.word) < 6
        said = token.capital and not token.opens and not short and not self._explained(token)
        return said and not (token.word.isupper() and self._shouted(token))

    def _shouted(self, token: _Token) -> bool:
        """It stands in a line of capitals, where a capital letter says nothing."""
        first = self.text.rfind("\n", 0, token.start) + 1
        line = self.text[first : len(self.text) if (end := self.text.find("\n", token.end)) < 0 else end]
        return line.isupper() and line.count(" ") > 1

    def _explained(self, token: _Token) -> bool:
        word = token.key
        return (
            _in(word, _ELSEWHERE)
            or _in(word, self.known.words)
            or word.endswith(context.ENDINGS)
            or word in context.PLACE
            or word in context.CUES
            or word in context.OPENING
        )

    def _next(self, at: int) -> _Token | None:
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return after if after is not None and after.joined else None

    def _first(self, at: int) -> int:
        """An initial or a weak given name right before a surname belongs to it."""
        while at and self.tokens[at].joined and self.tokens[at - 1].capital and (
            len(self.tokens[at - 1].word) == 1 or _in(self.tokens[at - 1].key, _GIVEN)
        ):  # fmt: skip
            at -= 1
        return at

    def _last(self, at: int) -> int:
        """How far a name goes: over particles, initials and further names."""
        last = look = at
        while (after := self._next(look)) is not None:
            look += 1
            if after.key in context.PARTICLES and not after.capital:
                continue
            named = self._name(after.key) and len(after.key) > 2 and not self._ordinary(after.key)
            if after.opens or not (
                named
                or (
                    after.capital
                    and (
                        self._name(after.key)
                        or self._patterned(after.key)
                        or self._unknown(after)
                        or len(after.word) == 1
                    )
                )
            ):
                break
            last = look
        return last


def spans(text: str, known: Known = NOTHING) -> list[Span]:
    """The likely names in a text, in order, none overlapping."""
    found = list[Span]()
    for start, end in _Reader(text, known).spans():
        if found and start < found[-1][1]:
            start = found[-1][1]
        if start < end:
            found.append((start, end))
    return found
