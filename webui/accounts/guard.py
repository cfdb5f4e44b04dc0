"""Who asks, and whether he or she may: looked at before every page."""

from __future__ import annotations

from flask import Flask, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user

from scheduler.accounts import NOBODY, Person, Right, may
from scheduler.accounts.limits import limits_for
from scheduler.accounts.users import centre_names, has_administrator, local_account, person_of, stamp_of
from scheduler.accounts.words import role_words, to_centres_words
from scheduler.errors import NotFoundError, OrauxError
from webui.clock import utc_now
from webui.database import database, limit_to, reading
from webui.rights import ANYONE, IN_CENTRES, SIGNED_IN, right_of

OPEN_BLUEPRINTS = frozenset({"jury", "candidate", "agenda"})
"""Personal pages: their own address opens them."""
DOORS = frozenset(
    {
        "accounts.sign_in_page",
        "accounts.come_in",
        "accounts.first",
        "accounts.make_first",
        "accounts.open_here",
        "accounts.enter_here",
        "accounts.password_page",
        "accounts.choose",
        "accounts.forgotten",
    }
)
"""Pages by which one comes in."""
LOOPBACK = frozenset({"127.0.0.1", "::1"})
SEPARATOR = "."


class ForbiddenError(OrauxError):
    """The account exists, the right does not."""

    code = 403


class SignedIn(UserMixin):  # type: ignore[misc]
    """The person of a signed-in browser."""

    def __init__(self, person: Person, stamp: str) -> None:
        self.person = person
        self.stamp = stamp

    def get_id(self) -> str:
        """Id and stamp: another stamp is another person."""
        return f"{self.person.id}{SEPARATOR}{self.stamp}"


def person() -> Person:
    """Return who asks; `NOBODY` when nobody is signed in."""
    return current_user.person if current_user.is_authenticated else NOBODY


def sign_in_browser(user_id: int) -> None:
    """Sign this browser in; what it knew before is forgotten."""
    found = _found(user_id)
    if found is None:
        raise NotFoundError("Ce compte est fermé ; demandez à un administrateur de le rouvrir.")
    theme = session.get("theme")
    session.clear()
    if theme:
        session["theme"] = theme
    login_user(found)


def allowed(right: Right, code: str | None = None) -> bool:
    """Whether who asks has a right; for templates too."""
    return may(person(), right, code)


def require(right: Right, code: str | None = None) -> None:
    """Refuse who has not this right.

    Raises
    ------
    NotFoundError
        The session is not one that he or she may even read.
    ForbiddenError
        It is, but the role does not go that far.

    """
    if allowed(right, code):
        return
    if code is not None and not allowed(Right.READ, code):
        raise NotFoundError(f"La session « {code} » n’existe pas, ou ne vous est pas ouverte.")
    role = person().roles.get(code or "")
    called = f"Votre rôle ({role_words(role, limited=limited(code))})" if role else "Votre compte"
    raise ForbiddenError(
        f"{called} ne permet pas de {right.value} ; demandez-le à qui gère la session ou l’installation."
    )


def limited(code: str | None) -> bool:
    """Whether who asks works in some centres of a session only."""
    return code is not None and person().limited(code)


def opens(page: str, code: str) -> bool:
    """Whether a page of a session opens to who asks; for menus."""
    return allowed(right_of(page), code) and (page in IN_CENTRES or not limited(code))


def _within_centres(page: str, code: str | None) -> None:
    """Refuse a page that speaks of a whole session to who works in some of its centres.

    Raises
    ------
    ForbiddenError
        The page cannot be kept to some centres.

    """
    if limited(code) and page not in IN_CENTRES:
        where = to_centres_words(person().centres[code or ""], centre_names(reading()))
        raise ForbiddenError(
            "Cette page porte sur tous les centres de la session, et votre accès se limite "
            f"{where} ; demandez-la à qui gère la session."
        )


def _guard() -> ResponseReturnValue | None:
    page = request.endpoint
    if page is None or page in ANYONE or page in DOORS or request.blueprint in OPEN_BLUEPRINTS:
        return None
    if not current_user.is_authenticated and not _visitor_enters():
        return _to_the_door()
    _limit()
    if page not in SIGNED_IN:
        code = (request.view_args or {}).get("code")
        require(right_of(page), code)
        _within_centres(page, code)
    return None


def _limit() -> None:
    """Keep the request within the centres of who asks."""
    if person().centres:
        with database().reading() as db:
            limit_to(limits_for(db, person()))


def _visitor_enters() -> bool:
    """Sign in whoever tries Oraux on this computer, until somebody administers."""
    config = current_app.config["ORAUX"]
    if not config.visitor or request.remote_addr not in LOOPBACK:
        return False
    with database().writing() as db:
        if has_administrator(db):
            return False
        user_id = local_account(db, now=utc_now())
    sign_in_browser(user_id)
    return True


def _to_the_door() -> ResponseReturnValue:
    back = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("accounts.sign_in_page", suite=back), code=303)


def _load(kept: str) -> SignedIn | None:
    number, _, stamp = kept.partition(SEPARATOR)
    found = _found(int(number)) if number.isdigit() else None
    return found if found is not None and found.stamp == stamp else None


def _found(user_id: int) -> SignedIn | None:
    """Return an open account, in a reading of its own: the page may write before it reads."""
    with database().reading() as db:
        found, stamp = person_of(db, user_id), stamp_of(db, user_id)
    return SignedIn(found, stamp) if found is not None and stamp is not None else None


def install(app: Flask) -> None:
    """Ask who comes before each page of `app`, and let templates ask what may be done."""
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(_load)
    manager.init_app(app)
    app.before_request(_guard)
    app.context_processor(
        lambda: {"me": person(), "allowed": allowed, "Right": Right, "opens": opens, "limited": limited}
    )
