"""Alembic's entry point: takes the steps on the connection that ``service.database.engine`` hands over."""

from alembic import context

from service.database.columns import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True
)
with context.begin_transaction():
    context.run_migrations()
