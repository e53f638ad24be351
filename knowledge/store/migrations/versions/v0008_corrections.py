"""Versions whose words somebody put right without a new file."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Json

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('versions', sa.Column('corrections', Json(), nullable=False, server_default='[]'))
