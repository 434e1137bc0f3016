"""A script that fails says so in Danish and tells nothing of its insides; Streamlit's log keeps the trace."""

import streamlit as st

from components.texts import t


def script_fault(_fault: Exception) -> bool:
    """Show a calm sentence instead of Streamlit's own box. True: the fault has been shown."""
    st.error(t("Something went wrong on this page. Nothing of what you just sent is known to be saved. Try again."))
    return True
