"""What the extension reports: how a draft was changed, what was sent whatever the checks said, and message times."""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('decisions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('edit', sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column('reason_code', sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column('observed', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('rules', sa.Text(), server_default='[]', nullable=False))
        batch_op.create_index('ix_decisions_decided', ['decided_at'], unique=False)

    op.create_table('messages',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('shop', sa.String(length=64), nullable=False),
    sa.Column('conversation_id', sa.String(length=200), nullable=False),
    sa.Column('role', sa.String(length=10), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor', sa.String(length=32), nullable=True),
    sa.Column('text', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['shop'], ['shops.id'], name=op.f('fk_messages_shop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_messages'))
    )
    with op.batch_alter_table('messages', schema=None) as batch_op:
        batch_op.create_index('ix_messages_at', ['shop', 'at'], unique=False)
        batch_op.create_index('ix_messages_conversation', ['shop', 'conversation_id', 'at'], unique=False)
