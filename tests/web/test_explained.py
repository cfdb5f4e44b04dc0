"""Words of the field explained where a page first says them."""

from __future__ import annotations

import re

import pytest

from webui.explained import explained
from webui.glossary import terms


@pytest.fixture
def marked(site):
    """Return what a page becomes, words marked: « [mot] », and « (?) » for a mark beside a link."""

    def mark(html):
        with site.app.test_request_context():
            page = str(explained(html))
        page = re.sub(
            r'<span class="term"><button[^>]*term-mark.*?</button>.*?</span></span>', "(?)", page
        )
        return re.sub(r'<span class="term"><button[^>]*>(.*?)</button>.*?</span></span>', r"[\1]", page)

    return mark


def test_word_is_explained_where_it_first_stands_whatever_its_form(marked):
    page = marked(
        '<p class="lead">Deux Commissions.</p><p class="muted small">Une commission, un passage.</p>'
    )

    assert page == (
        '<p class="lead">Deux [Commissions].</p><p class="muted small">Une commission, un [passage].</p>'
    )


def test_word_in_a_link_a_button_or_a_label_stays_bare(marked):
    kept = (
        '<p class="lead"><a href="/x">commission</a> <button>passage</button> <label>phase</label></p>'
    )

    assert marked(kept) == kept


def test_word_of_an_attribute_a_title_or_a_cell_stays_bare(marked):
    kept = '<h2>Commission</h2><p title="commission"></p><table><tr><td>phase</td></tr></table>'

    assert marked(kept) == kept


def test_head_of_a_column_that_sorts_has_a_mark_beside_its_link(marked):
    head = '<thead><tr><th><a href="?tri=x">Commission</a></th><th>Passage</th></tr></thead>'

    assert marked(head) == (
        '<thead><tr><th><a href="?tri=x">Commission</a>(?)</th><th>[Passage]</th></tr></thead>'
    )


def test_word_within_another_is_no_word(marked):
    kept = '<p class="lead">Une sous-commission, l’entre-phase, les commissionnaires.</p>'

    assert marked(kept) == kept


def test_verdict_is_left_whole(marked):
    kept = '<p role="alert">La commission est prise.</p><p>Un passage manque.</p>'

    assert marked(kept) == kept


def test_forms_of_the_words_are_not_shared():
    forms = [form for one in terms().values() for form in one.forms]

    assert len(forms) == len(set(forms))


def test_lead_of_a_page_of_the_session_explains_its_words(read_only):
    page = read_only.client.get(f"/sessions/{read_only.code}/planifier").get_data(as_text=True)

    lead = re.search(r'<p class="lead">(.*?)</p>', page, re.DOTALL)[1]
    assert re.findall(r"data-term>(.*?)</button>", lead) == ["passage", "commissions", "niveau"]
