"""Let the database itself refuse to change what stands in the audit trail; deleting is left to the purge."""

from alembic import op

revision = "0003"
down_revision = "0002"

SQLITE = """
CREATE TRIGGER audit_is_only_added_to BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END
"""
POSTGRESQL = (
    """
CREATE FUNCTION audit_is_only_added_to() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the audit trail is only added to'; END
$$ LANGUAGE plpgsql
""",
    """
CREATE TRIGGER audit_is_only_added_to BEFORE UPDATE ON audit
FOR EACH ROW EXECUTE FUNCTION audit_is_only_added_to()
""",
)


def upgrade() -> None:
    """Make the guard."""
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else (SQLITE,):
        op.execute(statement)
