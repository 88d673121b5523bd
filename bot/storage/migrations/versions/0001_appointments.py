"""Appointments, notices and counts."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    live = sa.text("state IN ('held', 'booked')")
    op.create_table(
        "appointments",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("office", sa.String(100), nullable=False),
        sa.Column("counsellor", sa.String(20), nullable=False),
        sa.Column("start", sa.DateTime, nullable=False),
        sa.Column("end", sa.DateTime, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("held_until", sa.DateTime),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("way", sa.String(10)),
        sa.Column("details", sa.Text),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("created", sa.DateTime, nullable=False),
    )
    op.create_index(
        "one_appointment_a_slot",
        "appointments",
        ["office", "counsellor", "start"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )
    op.create_index("appointments_by_holder", "appointments", ["holder"])
    op.create_table(
        "notices",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("appointment", sa.String(32), sa.ForeignKey("appointments.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("due", sa.DateTime, nullable=False),
        sa.Column("sent", sa.DateTime),
        sa.Column("claimed_until", sa.DateTime),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.UniqueConstraint("appointment", "kind", "number", name="each_notice_once"),
    )
    op.create_index("notices_due", "notices", ["sent", "due"])
    op.create_table(
        "counts",
        sa.Column("month", sa.String(7), primary_key=True),
        sa.Column("office", sa.String(100), primary_key=True),
        sa.Column("language", sa.String(5), primary_key=True),
        sa.Column("state", sa.String(10), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    for table in ("counts", "notices", "appointments"):
        op.drop_table(table)
