"""Beredskabsplan: the standing plan as it is in use, and how its people are reached."""

from components import session, standing_plan

me = session.current()
standing_plan.about(me)
standing_plan.contacts(me)
standing_plan.catalogue(me)
standing_plan.statutes(me)
