"""what is known, merged incidents, languages."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "merges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_merges_incident_id_incidents")),
        sa.ForeignKeyConstraint(["into_id"], ["incidents.id"], name=op.f("fk_merges_into_id_incidents")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_merges_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merges")),
    )
    op.create_index(op.f("ix_merges_incident_id"), "merges", ["incident_id"], unique=False)
    op.create_index(op.f("ix_merges_into_id"), "merges", ["into_id"], unique=False)
    op.create_table(
        "facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("what_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(24), nullable=False),
        sa.Column("certainty", sa.String(24), nullable=False),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("judged_at", sa.DateTime(), nullable=True),
        sa.Column("judged_role", sa.String(length=60), nullable=True),
        sa.Column("judged_party", sa.String(length=60), nullable=True),
        sa.Column("reason_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=60), nullable=False),
        sa.Column("party", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_facts_incident_id_incidents")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_facts_person_id_people")),
        sa.ForeignKeyConstraint(["reason_id"], ["texts.id"], name=op.f("fk_facts_reason_id_texts")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_facts_report_id_reports")),
        sa.ForeignKeyConstraint(["what_id"], ["texts.id"], name=op.f("fk_facts_what_id_texts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facts")),
    )
    op.create_index(op.f("ix_facts_incident_id"), "facts", ["incident_id"], unique=False)
    op.create_index(op.f("ix_facts_report_id"), "facts", ["report_id"], unique=False)
    op.add_column("plan_editions", sa.Column("reopens", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("people", sa.Column("language", sa.String(length=8), nullable=True))
    op.execute(  # every report is the first fact of its incident
        "INSERT INTO facts (what_id, report_id, source, certainty, happened_at, version, incident_id, at, person_id,"
        " role, party) SELECT what_id, id, 'own_staff', 'unconfirmed', happened_at, 1, incident_id, at, person_id,"
        " role, party FROM reports ORDER BY id"
    )


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
