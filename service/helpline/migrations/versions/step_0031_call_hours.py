"""From when on a promised call is wished, for those who named a time."""

import sqlalchemy as sa
from alembic import op

from service.database.columns import Moment

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Add the column; what was promised before knows its end only."""
    op.add_column("call_backs", sa.Column("opens", Moment))
