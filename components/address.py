"""A choice that stands in the address as its code, so that what one looks at can be shared and survives a restart."""

from collections.abc import Callable, Sequence

import streamlit as st

from components.texts import t


def pick(
    label: str,
    param: str,
    options: Sequence[str],
    words: Callable[[str], str],
    *,
    default: str | None,
    placeholder: str | None = None,
    in_order: bool = False,
) -> str | None:
    """A list whose choice is `?param=code`; a code that is not offered counts as none.

    With `in_order` what matches what is typed keeps the order of the list; without, the shortest match stands first.
    """
    key = f"address-{param}"
    named = st.query_params.get(param)
    st.session_state[key] = named if named in options else default
    chosen: str | None = st.selectbox(
        label,
        options,
        key=key,
        format_func=words,
        on_change=_tell,
        args=(param, key, options, default),
        placeholder=placeholder or t("Choose …"),
        filter_mode="contains" if in_order else "fuzzy",
    )
    return chosen


def _tell(param: str, key: str, options: Sequence[str], default: str | None) -> None:
    """Only what was offered; a label that has changed meanwhile comes back as itself and is no code."""
    if (chosen := st.session_state[key]) is None or chosen in options:
        name(param, chosen, default)


def name(param: str, code: str | None, default: str | None = None) -> None:
    """Write a choice into the address; the default is left out."""
    if code is None or code == default:
        st.query_params.pop(param, None)
    else:
        st.query_params[param] = code
