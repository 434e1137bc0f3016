"""Beredskabsplan: the standing plan as people signed it, what has aged in it, call tests, and its versions."""

from components import call_test, feedback, hygiene, live, plan_versions, session, standing_plan


@live.follows(key="upkeep")
def upkeep() -> None:
    """What is to be looked after, and the call test that some ring while others see it get on."""
    me = session.current()
    feedback.show()
    hygiene.about(me)
    call_test.show(me)


me = session.current()
plan_versions.renewed(me.plan.digest)
plan_versions.ways(me)
standing_plan.about(me)
upkeep()
standing_plan.document(me)
plan_versions.listed(me)
