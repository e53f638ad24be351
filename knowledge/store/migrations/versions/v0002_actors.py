"""A decision names who took it, whether by a key or signed in."""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.alter_column('key_id', new_column_name='actor', existing_type=sa.String(length=32), existing_nullable=True)
