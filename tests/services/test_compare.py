"""What two plans differ by, said as people say it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scheduler.services.compare import differences


@pytest.mark.parametrize(("name", "said"), [("Salle B02", "Salle B02"), ("B02", "salle B02")])
def test_room_is_called_salle_once(store, name, said):
    dossier, plan = store.full()
    dossier = replace(dossier, rooms=tuple(replace(room, name=name) for room in dossier.rooms))

    found = differences(dossier, plan, replace(plan, passages=(), sittings=()))

    assert {one.kind for one in found} == {"candidat", "examinateur"}
    assert all(f", {said}" in one.before for one in found)
    assert all("salle salle" not in one.before.casefold() for one in found)
