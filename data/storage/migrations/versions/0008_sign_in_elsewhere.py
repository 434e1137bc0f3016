"""sign in elsewhere.

Nobody has vouched yet for the addresses that are there: whoever keeps an account saves its address once more before a
provider's word for it counts.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "departures",
        sa.Column("state_hash", sa.String(length=64), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("onward", sa.String(length=2000), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=True),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_departures")),
    )
    op.create_index(op.f("ix_departures_expires_at"), "departures", ["expires_at"], unique=False)
    op.add_column("people", sa.Column("email_vouched", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("sign_ins", sa.Column("provider", sa.String(length=40), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
