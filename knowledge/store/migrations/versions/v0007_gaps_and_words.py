"""Clusters of gaps, proposals, the shop's own glossary, and what is said of products above their documents."""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('product_edits',
    sa.Column('shop', sa.String(length=64), nullable=False),
    sa.Column('sku', sa.String(length=120), nullable=False),
    sa.Column('field', sa.String(length=200), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.Column('base', sa.Text(), nullable=False),
    sa.Column('actor', sa.String(length=32), nullable=True),
    sa.Column('source', sa.String(length=12), nullable=False),
    sa.Column('edited_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['shop'], ['shops.id'], name=op.f('fk_product_edits_shop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('shop', 'sku', 'field', name=op.f('pk_product_edits'))
    )
    op.create_table('product_changes',
    sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
    sa.Column('shop', sa.String(length=64), nullable=False),
    sa.Column('sku', sa.String(length=120), nullable=False),
    sa.Column('field', sa.String(length=200), nullable=False),
    sa.Column('old', sa.Text(), nullable=False),
    sa.Column('new', sa.Text(), nullable=False),
    sa.Column('actor', sa.String(length=32), nullable=True),
    sa.Column('source', sa.String(length=12), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['shop'], ['shops.id'], name=op.f('fk_product_changes_shop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_product_changes'))
    )
    with op.batch_alter_table('product_changes', schema=None) as batch_op:
        batch_op.create_index('ix_product_changes_product', ['shop', 'sku'], unique=False)

    op.create_table('glossary',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('shop', sa.String(length=64), nullable=False),
    sa.Column('term', sa.String(length=80), nullable=False),
    sa.Column('key', sa.String(length=80), nullable=False),
    sa.Column('means', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('actor', sa.String(length=32), nullable=True),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['shop'], ['shops.id'], name=op.f('fk_glossary_shop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_glossary')),
    sa.UniqueConstraint('shop', 'key', name=op.f('uq_glossary_shop_key'))
    )
    op.create_table('gap_clusters',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('shop', sa.String(length=64), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('sku', sa.String(length=120), nullable=True),
    sa.Column('encoder', sa.String(length=200), nullable=False),
    sa.Column('vector', sa.LargeBinary(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('decided_by', sa.String(length=32), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('effect', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['shop'], ['shops.id'], name=op.f('fk_gap_clusters_shop'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_gap_clusters'))
    )
    with op.batch_alter_table('gap_clusters', schema=None) as batch_op:
        batch_op.create_index('ix_gap_clusters_state', ['shop', 'state'], unique=False)

    with op.batch_alter_table('gaps', schema=None) as batch_op:
        batch_op.add_column(sa.Column('stage', sa.String(length=12), server_default=sa.text("''"), nullable=False))
        batch_op.add_column(sa.Column('sku', sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column('cluster_id', sa.String(length=32), nullable=True))
        batch_op.create_index('ix_gaps_cluster', ['cluster_id'], unique=False)

    op.create_table('proposals',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('shop', sa.String(length=64), nullable=False),
    sa.Column('suggestion_id', sa.String(length=32), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.Column('state', sa.String(length=12), nullable=False),
    sa.Column('decided_by', sa.String(length=32), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('result', sa.Text(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['shop'], ['shops.id'], name=op.f('fk_proposals_shop'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['suggestion_id'], ['suggestions.id'], name=op.f('fk_proposals_suggestion_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposals'))
    )
    with op.batch_alter_table('proposals', schema=None) as batch_op:
        batch_op.create_index('ix_proposals_state', ['shop', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposals_suggestion_id'), ['suggestion_id'], unique=False)
