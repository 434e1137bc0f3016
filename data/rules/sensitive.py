"""Words of GDPR art. 9 and 10: who is suspected, ethnic group, religion, illness. A hint, never a stop (6.21).

The beginnings of Danish words, in small letters. They are looked for in the writer's own browser while they write.
"""

import re
from collections.abc import Mapping
from typing import Final


def _stems(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


STEMS: Final[Mapping[str, tuple[str, ...]]] = {
    "offence": _stems("""
        sigtet sigtede sigtelse mistænk tiltalt dømt straffet gerningsm anholdt varetægt fængsl bandemedlem
        straffeattest"""),
    "health": _stems("""
        psykisk psykiatri psykose psykotisk sindslid depress skizofren narkoman misbrug alkoholik handicap diagnose
        dement demens selvmord autist autisme adhd"""),
    "origin": _stems("""
        etnisk etnicitet indvandrer herkomst afstamning araber tyrker kurder somalier pakistaner palæstinenser
        romaer sigøjner perker"""),
    "belief": _stems("""
        muslim islamist salafis radikaliser religiøs jøde jødisk konvertit homoseksu fagforeningsmed"""),
    "age": _stems("årig"),
}
"""Kind of hint -> how its words begin. Age and place together can point at one person."""
_WORD: Final = re.compile(r"[^\W\d_]+")


def hints(text: str) -> dict[str, str]:
    """Kind of hint -> the first word in the text that calls for it."""
    found = dict[str, str]()
    for word in _WORD.findall(text):
        for kind, stems in STEMS.items():
            if kind not in found and word.lower().startswith(stems):
                found[kind] = word
    return found
