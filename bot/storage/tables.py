"""The tables of the SQL database. A change here needs a migration in `migrations/versions/`."""

import sqlalchemy as sa

metadata = sa.MetaData()

HELD, BOOKED, CANCELLED = "held", "booked", "cancelled"
_LIVE = sa.text("state IN ('held', 'booked')")

# Times are UTC without a zone. `details` is encrypted: name, contact, topic and what else was said.
appointments = sa.Table(
    "appointments",
    metadata,
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
    sa.Column("sequence", sa.Integer, nullable=False, default=0),
    sa.Column("created", sa.DateTime, nullable=False),
    # The database itself refuses a second appointment at the same time, whatever the program believes.
    sa.Index(
        "one_appointment_a_slot",
        "office",
        "counsellor",
        "start",
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    ),
    sa.Index("appointments_by_holder", "holder"),
)

# What is to be sent: written in the same transaction as the appointment, so that neither exists without the other.
notices = sa.Table(
    "notices",
    metadata,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("appointment", sa.String(32), sa.ForeignKey("appointments.id", ondelete="CASCADE"), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("due", sa.DateTime, nullable=False),
    sa.Column("sent", sa.DateTime),
    sa.Column("claimed_until", sa.DateTime),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.UniqueConstraint("appointment", "kind", "number", name="each_notice_once"),
    sa.Index("notices_due", "sent", "due"),
)

# What stays when personal data is erased: how many, where, of which kind.
counts = sa.Table(
    "counts",
    metadata,
    sa.Column("month", sa.String(7), primary_key=True),
    sa.Column("office", sa.String(100), primary_key=True),
    sa.Column("language", sa.String(5), primary_key=True),
    sa.Column("state", sa.String(10), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)
