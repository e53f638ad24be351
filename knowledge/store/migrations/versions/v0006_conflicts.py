"""Conflicts between passages, and near-duplicates."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Json, UtcTime

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'conflicts',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('shop', sa.String(length=64), nullable=False),
        sa.Column('kind', sa.String(length=12), nullable=False),
        sa.Column('left_hash', sa.String(length=64), nullable=False),
        sa.Column('left_document', sa.String(length=32), nullable=False),
        sa.Column('left_place', Json(), nullable=False),
        sa.Column('right_hash', sa.String(length=64), nullable=False),
        sa.Column('right_document', sa.String(length=32), nullable=False),
        sa.Column('right_place', Json(), nullable=False),
        sa.Column('verdict', sa.String(length=10), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('decided_by', sa.String(length=32), nullable=True),
        sa.Column('decided_name', sa.String(length=200), nullable=False),
        sa.Column('decided_at', UtcTime(timezone=True), nullable=True),
        sa.Column('follows', sa.String(length=32), nullable=True),
        sa.Column('found_at', UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['shop'], ['shops.id'], name=op.f('fk_conflicts_shop'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_conflicts')),
    )
    op.create_index('ix_conflicts_verdict', 'conflicts', ['shop', 'verdict'])
    op.create_table(
        'compared_versions',
        sa.Column('shop', sa.String(length=64), nullable=False),
        sa.Column('version_id', sa.String(length=32), nullable=False),
        sa.Column('at', UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['shop'], ['shops.id'], name=op.f('fk_compared_versions_shop'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['version_id'], ['versions.id'], name=op.f('fk_compared_versions_version_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('shop', 'version_id', name=op.f('pk_compared_versions')),
    )
