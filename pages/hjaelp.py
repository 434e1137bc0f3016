"""Hjælp: who does what, minute by minute, by role and in the plan file's own words."""

from components import guide_view, session

guide_view.page(session.current())
