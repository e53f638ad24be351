"""Who changed, reviewed and published what; scope and review dates."""

import sqlalchemy as sa
from alembic import op

from knowledge.store.columns import Json, UtcTime

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Plain ALTER TABLE only: rebuilding a table that others refer to would delete their rows by cascade.
    op.add_column('shops', sa.Column('brand', sa.String(length=64), nullable=True))
    op.add_column('documents', sa.Column('revision', sa.Integer(), nullable=False, server_default='1'))
    op.add_column('documents', sa.Column('audience', sa.String(length=12), nullable=False, server_default='customer'))
    op.add_column('documents', sa.Column('platform', sa.String(length=40), nullable=False, server_default=''))
    op.add_column('documents', sa.Column('goods', Json(), nullable=False, server_default='{}'))
    op.add_column('documents', sa.Column('overrides', sa.String(length=500), nullable=False, server_default=''))
    op.add_column('documents', sa.Column('review_at', UtcTime(timezone=True), nullable=True))
    op.add_column('versions', sa.Column('report', Json(), nullable=True))
    op.add_column('versions', sa.Column('validity_source', sa.String(length=12), nullable=False, server_default='open'))
    op.drop_index('ix_versions_one_published', table_name='versions')
    op.create_table(
        'publications',
        sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
        sa.Column('document_id', sa.String(length=32), nullable=False),
        sa.Column('version_id', sa.String(length=32), nullable=False),
        sa.Column('since', UtcTime(timezone=True), nullable=False),
        sa.Column('until', UtcTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_publications_document_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['version_id'], ['versions.id'], name=op.f('fk_publications_version_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_publications')),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_publications_document_id', 'publications', ['document_id'])
    op.create_table(
        'changes',
        sa.Column('id', sa.Integer(), autoincrement=True, nullable=False),
        sa.Column('shop', sa.String(length=64), nullable=False),
        sa.Column('document_id', sa.String(length=32), nullable=False),
        sa.Column('document_name', sa.String(length=500), nullable=False),
        sa.Column('revision', sa.Integer(), nullable=False),
        sa.Column('action', sa.String(length=24), nullable=False),
        sa.Column('version', sa.Integer(), nullable=True),
        sa.Column('detail', Json(), nullable=False),
        sa.Column('actor', sa.String(length=32), nullable=False),
        sa.Column('actor_name', sa.String(length=200), nullable=False),
        sa.Column('at', UtcTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['shop'], ['shops.id'], name=op.f('fk_changes_shop'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_changes')),
        sqlite_autoincrement=True,
    )
    op.create_index('ix_changes_at', 'changes', ['shop', 'at'])
    op.create_index('ix_changes_document_id', 'changes', ['document_id'])
    op.create_table(
        'publish_reviews',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('document_id', sa.String(length=32), nullable=False),
        sa.Column('version_id', sa.String(length=32), nullable=False),
        sa.Column('state', sa.String(length=10), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('asked_by', sa.String(length=32), nullable=False),
        sa.Column('asked_name', sa.String(length=200), nullable=False),
        sa.Column('asked_at', UtcTime(timezone=True), nullable=False),
        sa.Column('decided_by', sa.String(length=32), nullable=True),
        sa.Column('decided_name', sa.String(length=200), nullable=True),
        sa.Column('decided_at', UtcTime(timezone=True), nullable=True),
        sa.Column('reason', sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(['document_id'], ['documents.id'], name=op.f('fk_publish_reviews_document_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['version_id'], ['versions.id'], name=op.f('fk_publish_reviews_version_id'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_publish_reviews')),
    )
    op.create_index('ix_publish_reviews_document_id', 'publish_reviews', ['document_id'])
    _carry_over()


def _carry_over() -> None:
    """What is published now was published when it says, and what it superseded before that. When a document was
    retired was never written down: what it said is in force at no moment, past or present.
    """
    op.execute("""
        INSERT INTO publications (document_id, version_id, since)
        SELECT document_id, id, published_at FROM versions
        WHERE published_at IS NOT NULL AND status IN ('published', 'superseded')
        AND document_id IN (SELECT document_id FROM versions WHERE status = 'published')
        ORDER BY document_id, CASE WHEN status = 'published' THEN 1 ELSE 0 END, published_at
    """)
    op.execute("""
        UPDATE versions SET validity_source = CASE WHEN notes LIKE '%validity_found%' THEN 'found' ELSE 'confirmed' END
        WHERE starts IS NOT NULL OR ends IS NOT NULL
    """)
