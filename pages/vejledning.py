"""Vejledning: what may be written, the duty to notify, and when its receipt is due; nothing is stored here."""

from components import guidance, session

me = session.current()
guidance.writing(me)
guidance.duty(me)
guidance.due(me)
guidance.rest(me)
