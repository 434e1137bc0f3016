"""A hint beside a field about words of art. 9 and 10, in the writer's browser while they write; never a stop (6.21)."""

from pathlib import Path
from typing import Final

import streamlit as st

from components.texts import mark, t
from data.rules.sensitive import STEMS

SAYS: Final = {
    "offence": mark("“{word}”: who is suspected or convicted does not belong here. Write what is to be done."),
    "health": mark("“{word}”: illness and abuse do not belong here. Write what help is needed."),
    "origin": mark("“{word}”: ethnic origin does not belong here, unless it matters for what is to be done."),
    "belief": mark("“{word}”: belief and sexuality do not belong here, unless they matter for what is to be done."),
    "age": mark("“{word}”: age together with a place can point at one person. Write “a young person”."),
}
_HINT: Final = st.components.v2.component("beredskab_hint", js=(Path(__file__).parent / "hints.js").read_text("utf-8"))


def beside(field: str) -> None:
    """The hints of the field with this widget key, right below it."""
    told = [{"stems": list(stems), "says": t(SAYS[kind], word="{word}")} for kind, stems in STEMS.items()]
    _HINT(
        key=f"hint-{field.replace('_', '.')}", data={"field": field.replace("~", "-"), "hints": told}, height="content"
    )
