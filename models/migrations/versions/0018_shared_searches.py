"""Large searches that several workers take part in"""

import sqlalchemy as sa
from alembic import op


revision = '0018_shared_searches'
down_revision = '0017_import_words'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('shared_searches',
    sa.Column('version', sa.Text(), nullable=False),
    sa.Column('host', sa.Text(), nullable=False),
    sa.Column('pid', sa.Integer(), nullable=False),
    sa.Column('alive_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('stop_requested', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shared_searches'))
    )
    op.create_table('search_parts',
    sa.Column('search_id', sa.Integer(), nullable=False),
    sa.Column('centre', sa.Text(), nullable=False),
    sa.Column('work', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('WAITING', 'KEPT', 'RUNNING', 'DONE', name='state', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('given', sa.LargeBinary(), nullable=False),
    sa.Column('claims', sa.Integer(), nullable=False),
    sa.Column('host', sa.Text(), nullable=True),
    sa.Column('pid', sa.Integer(), nullable=True),
    sa.Column('alive_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('news', sa.LargeBinary(), nullable=True),
    sa.Column('answer', sa.LargeBinary(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['search_id'], ['shared_searches.id'], name=op.f('fk_search_parts_search_id_shared_searches'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_parts'))
    )
    op.create_index('ix_search_parts_search_id_state', 'search_parts', ['search_id', 'state'])


def downgrade() -> None:
    op.drop_table('search_parts')
    op.drop_table('shared_searches')
