"""The board on the wall: one picture, read from four metres, that nobody has to touch. No other page's code knows it.

`queries.board` reads everything once, as one frozen value; `words` turns it into the sentences and figures that stand
on the wall; `assets/tavle.js` puts them there as text, `keepsake` into one HTML file, `paper` on paper. The doors
(components/web/board.py) let a screen have it and nothing else. Source: domain.md 5.1, 5.2.
"""

from hashlib import sha256
from pathlib import Path
from typing import Final

import streamlit

ASSETS: Final = Path(__file__).parent / "assets"
LETTERS: Final = next(
    (Path(streamlit.__file__).parent / "static/static/media").glob("SourceSansVF-Upright*.woff2"), None
)
"""Source Sans, as Streamlit brings it along: with letters of its own the board breaks its lines alike everywhere."""
VERSION: Final = sha256(b"".join(file.read_bytes() for file in sorted(ASSETS.iterdir()))).hexdigest()[:12]
"""Of the page's files: a page that hears another one opens itself anew."""
