"""Imports kept from before the journal say what they are, like those made since"""

import sqlalchemy as sa
from alembic import op


revision = '0017_import_words'
down_revision = '0016_shared'
branch_labels = None
depends_on = None

OPENING, ENDING = 'Import de « ', ' »'
JOURNAL = sa.table('journal', sa.column('kind', sa.Text()), sa.column('sentence', sa.Text()))


def upgrade() -> None:
    bare = (JOURNAL.c.kind == 'import') & JOURNAL.c.sentence.not_like(f'{OPENING}%')
    op.execute(sa.update(JOURNAL).where(bare).values(sentence=OPENING + JOURNAL.c.sentence + ENDING))


def downgrade() -> None:
    """A sentence tells nobody which way it was written: all of them stay readable."""
