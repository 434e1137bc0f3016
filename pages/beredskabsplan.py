"""Beredskabsplan: the standing plan as people signed it, what has aged in it, and its versions."""

from components import feedback, hygiene, plan_versions, session, standing_plan

me = session.current()
plan_versions.renewed(me.plan.digest)
feedback.show()
plan_versions.ways(me)
standing_plan.about(me)
hygiene.about(me)
standing_plan.document(me)
plan_versions.listed(me)
