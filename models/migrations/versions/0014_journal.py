"""One journal of every change of a session's data, in place of that of its imports"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op


revision = '0014_journal'
down_revision = '0013_waivers'
branch_labels = None
depends_on = None

KINDS = {'ADDED': 'ajout', 'CHANGED': 'modification', 'REMOVED': 'suppression'}


def upgrade() -> None:
    op.create_table('journal',
    sa.Column('session_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Enum('import', 'saisie', 'reparation', 'annulation', 'reglage', name='entry_kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('sentence', sa.Text(), nullable=False),
    sa.Column('done_by', sa.Text(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=True),
    sa.Column('added', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('removed', sa.Integer(), nullable=False),
    sa.Column('warnings', sa.Integer(), nullable=False),
    sa.Column('undoes', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_journal_session_id_sessions'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['undoes'], ['journal.id'], name=op.f('fk_journal_undoes_journal'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journal'))
    )
    op.create_index('ix_journal_session_id', 'journal', ['session_id'])
    op.create_index('ix_journal_undoes', 'journal', ['undoes'])
    op.create_table('journal_records',
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('session_id', sa.Integer(), nullable=True),
    sa.Column('table', sa.Text(), nullable=False),
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('label', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('ajout', 'modification', 'suppression', name='record_kind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['journal.id'], name=op.f('fk_journal_records_entry_id_journal'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_journal_records_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journal_records'))
    )
    op.create_index('ix_journal_records_entry_id', 'journal_records', ['entry_id'])
    op.create_index('ix_journal_records_session_id_table_key', 'journal_records', ['session_id', 'table', 'key'])
    _move_imports()
    op.drop_table('imports')


def _move_imports() -> None:
    """Keep what was known of the imports: who, when, what; nothing says what their new records were."""
    imports = sa.table('imports', *map(sa.column, ('id', 'session_id', 'source', 'done_by', 'done_at', 'added', 'changed', 'removed', 'warnings', 'details')))
    journal = sa.table('journal', *map(sa.column, ('session_id', 'kind', 'sentence', 'done_by', 'done_at', 'added', 'changed', 'removed', 'warnings')), sa.column('id', sa.Integer()))
    records = sa.table('journal_records', *map(sa.column, ('entry_id', 'session_id', 'table', 'key', 'label', 'kind', 'before', 'after')))
    connection = op.get_bind()
    for one in connection.execute(sa.select(imports).order_by(imports.c.id)).mappings().all():
        values = {name: one[name] for name in ('session_id', 'done_by', 'done_at', 'added', 'changed', 'removed', 'warnings')}
        entry = connection.execute(journal.insert().values(kind='import', sentence=one['source'], **values).returning(journal.c.id)).scalar_one()
        moved = [_moved(entry, one['session_id'], change) for change in json.loads(one['details'])]
        if moved:
            connection.execute(records.insert(), moved)


def _moved(entry: int, session_id: int, change: dict[str, Any]) -> dict[str, Any]:
    cells = [{field['column']: field[side] for field in change['fields']} for side in ('before', 'after')]
    before, after = (json.dumps(side, ensure_ascii=False) for side in cells)
    return {'entry_id': entry, 'session_id': session_id, 'table': change['table'], 'key': '|'.join(change['key']), 'label': change['label'], 'kind': KINDS[change['kind']], 'before': before, 'after': after}


def downgrade() -> None:
    op.create_table('imports',
    sa.Column('session_id', sa.Integer(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('done_by', sa.Text(), nullable=False),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('removed', sa.Integer(), nullable=False),
    sa.Column('warnings', sa.Integer(), nullable=False),
    sa.Column('details', sa.Text(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_imports_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports'))
    )
    op.create_index('ix_imports_session_id', 'imports', ['session_id'])
    op.execute("INSERT INTO imports (session_id, source, done_by, done_at, added, changed, removed, warnings, details) SELECT session_id, sentence, done_by, done_at, added, changed, removed, warnings, '[]' FROM journal WHERE kind = 'import' AND session_id IS NOT NULL ORDER BY id")
    op.drop_table('journal_records')
    op.drop_table('journal')
