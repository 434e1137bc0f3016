"""The sign-out button of a Streamlit page: a plain form, so that it works whatever state the page's script is in."""

import streamlit as st

from components.texts import t

_BUTTON = st.components.v2.component(
    "beredskab_leave",
    html="""<form method="post" action="/log-ud">
<button type="submit"></button>
</form>""",
    css="""button {
  width: 100%; min-height: 2.5rem; padding: .25rem .75rem; font: inherit; cursor: pointer;
  color: var(--st-text-color); background: transparent;
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius);
}
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-link-color); outline-offset: 2px; }""",
    js="""export default ({ data, parentElement }) => {
  parentElement.querySelector("button").textContent = data.text
}""",
)


def sign_out_button(key: str = "sign-out") -> None:
    """Signs this browser out, in every tab."""
    _BUTTON(key=key, data={"text": t("Sign out")})
