"""Everything that is true without a screen. Never imports streamlit, folium or starlette."""

import importlib.util
import sys

# Told here, because nothing further down can be imported then: the first mistake on a new machine is the wrong Python.
if sys.version_info < (3, 11):  # noqa: UP036  whoever starts it with an older one is told in words
    sys.exit(
        f"Python {sys.version_info[0]}.{sys.version_info[1]} er for gammel: programmet skal bruge 3.11 eller nyere. "
        "Skriv .venv/bin/python i stedet for python; findes den ikke, så kør først: make run"
    )
if any(importlib.util.find_spec(name) is None for name in ("pydantic", "pydantic_settings", "sqlalchemy", "yaml")):
    sys.exit(
        "Programmets pakker er ikke installeret i " + sys.executable + ". "
        "Skriv .venv/bin/python i stedet for python; findes den ikke, så kør først: make run"
    )
