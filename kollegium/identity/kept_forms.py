"""A form that could not be saved, as its author was signed out or it was refused: kept sealed until it is shown again.

Who wrote it is known by the form's own CSRF token: a token belongs to one signing in, and a signed cookie remembers
whose the last few in this browser were. The words lie in the browser's session, encrypted, and are opened for their
author only.
"""

import base64
import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass, field, replace

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import _unmask_cipher_token  # type: ignore[attr-defined]
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from kollegium.identity.filling import filled
from kollegium.web.requests import is_fragment, is_from_our_page, page_before, written

KEPT = "kept_forms"  # in the session: one sealed text for each form
AUTHORS = "kollegium_authors"  # the cookie
SALT = "kollegium.people.authors"
MOST = 5
LONGEST_WAY = 2_000  # characters of an address that one comes back to; ours are far shorter
LARGEST = 200_000  # characters: the largest of our own forms has a tenth of it
A_DAY = 24 * 3600
MONTH = 30 * A_DAY
SHOWN = {200, 403, 404, 405, 409}
ELSEWHERE = {301, 302}
SECRET = re.compile(r"password|csrfmiddlewaretoken")
LETTER = re.compile(r"[^\W\d_]")
CHOICE_OR_KEY = re.compile(r"[a-z_]{1,12}|[0-9a-f-]{32,}")
TOKEN = re.compile(r"[A-Za-z0-9]{64}")
SIGNED_OUT = "Du är utloggad, så det är inte sparat än. Logga in, så står det du skrev kvar där du var."
NOBODY = "Du är utloggad, så det är inte sparat. Kopiera det du vill ha kvar och logga sedan in."
NO_PAGE = "Det du skickade gick inte att spara, och sidan du skrev på går inte att visa igen."
ANOTHER = (
    "Sidan öppnades av någon annan, som var inloggad i den här webbläsaren före dig. Inget är sparat. "
    "Det som skrevs finns kvar i en dag och visas bara för den som skrev det."
)


@dataclass(frozen=True)
class KeptForm:
    author: int
    action: str  # where it was posted
    page: str  # where its author was
    fields: dict[str, list[str]] = field(default_factory=dict)
    was_refused: bool = False  # the person is told why by a message; otherwise she was signed out


class SignInFirst(LoginRequiredMiddleware):
    """Who posts without being signed in is asked to sign in, and comes back to the page with the words in it."""

    def handle_no_permission(  # type: ignore[override]  # Django only redirects
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponse:
        if request.method != "POST":
            if len(request.get_full_path()) > LONGEST_WAY:
                return redirect_to_login("/")
            return super().handle_no_permission(request, view_func)
        back = _way_back(request)
        if is_fragment(request):
            return redirect_to_login(back)  # the page itself is still there, with all that stands in it
        if _keep(request, back):
            messages.info(request, SIGNED_OUT)
        elif words := written(request):
            content = {"message": NOBODY, "status": 403, "written": words, "next": back}
            return render(request, "about/refused.html", content, status=403)
        return redirect_to_login(back)


def after_an_old_token(request: HttpRequest) -> HttpResponse | None:
    """The form is from an earlier signing in: its author gets the words back. None when nobody knows whose they are."""
    author = author_of(request) if is_from_our_page(request) else None
    if author is None:
        return None
    back = _way_back(request)
    if not _keep(request, back):
        return None
    if not request.user.is_authenticated:
        messages.info(request, SIGNED_OUT)
        return redirect_to_login(back)
    if request.user.pk != author:
        return render(request, "about/refused.html", {"message": ANOTHER, "status": 403}, status=403)
    return redirect(back)


class KeptForms:
    """Remembers whose a page is, and gives a kept form back on the page where its author was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.user.is_authenticated:
            return response
        if request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):  # the page has a form
            _remember_author(request, response)
        if back := getattr(request, "was_refused_on", ""):
            _keep(request, back, refused=request.user.pk)
        if KEPT in request.session:
            self._give_back(request, response)
        return response

    def _give_back(self, request: HttpRequest, response: HttpResponse) -> None:
        if request.method == "POST" and response.status_code < 400 and not hasattr(request, "is_kept"):
            forget(request, request.path, saved=request.POST.keys())
        if request.method == "GET" and response.status_code in ELSEWHERE:
            _follow(request, response.headers["Location"])
        is_page = response.status_code in SHOWN and response.headers.get("Content-Type", "").startswith("text/html")
        is_looked_at = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate" and not is_fragment(request)
        if request.method != "GET" or not is_page or not is_looked_at or response.streaming:
            return
        for kept in _kept(request):
            if kept.author == request.user.pk and kept.page.split("#")[0] == request.get_full_path():
                _show(request, response, kept)


def _show(request: HttpRequest, response: HttpResponse, kept: KeptForm) -> None:
    if response.status_code == 405:  # nothing but posted to: the words need a page to stand on
        response.content = render_to_string("about/refused.html", {"message": NO_PAGE, "status": 404}, request)
    written = response.content.decode()
    page, form = filled(written, request.path, kept.action, kept.fields)
    there = form.names | {name for name, _ in form.hidden} if form else set()
    texts = [text for name, values in kept.fields.items() if name not in there for text in values if _are_words(text)]
    is_placed = form is not None and any(map(_are_words, _values(kept, form.texts)))
    if kept.was_refused and not (form and any(_values(kept, form.texts))):
        page = written  # nothing but choices: they are shown as they are, not as they were to become
    content = {"texts": texts, "is_placed": is_placed, "kept": kept}
    notice = render_to_string("identity/kept_form.html", content, request)
    page = re.sub(r"(?=<main\b)", lambda _: notice, page, count=1)
    response.content = page.encode()
    if not is_placed and not texts:  # a button: there is nothing to keep, and this has been said
        forget(request, kept.action)


def _values(kept: KeptForm, names: set[str]) -> Iterator[str]:
    return (value for name, values in kept.fields.items() if name in names for value in values)


def _are_words(text: str) -> bool:
    """Not a number, a choice or a key."""
    return bool(LETTER.search(text)) and not CHOICE_OR_KEY.fullmatch(text)


def forget(request: HttpRequest, action: str, saved: Collection[str] | None = None) -> None:
    """Its author does not want it, or it is `saved` with all its fields: a page may also send one field at a time."""
    mine = [
        one
        for one, kept in _opened(request)
        if (kept.action, kept.author) == (action, request.user.pk)
        and (saved is None or kept.fields.keys() <= set(saved))
    ]
    if mine:
        request.session[KEPT] = [one for one in request.session[KEPT] if one not in mine]


def author_of(request: HttpRequest) -> int | None:
    """Who was signed in when the form was made, as the cookie remembers; a form without a token is the last one's."""
    authors = _authors(request)
    token = request.POST.get("csrfmiddlewaretoken") or request.headers.get("X-CSRFToken", "")
    if not token:
        return next(reversed(authors.values()), None)
    return authors.get(_sign_of(_unmask_cipher_token(token))) if TOKEN.fullmatch(token) else None


def _way_back(request: HttpRequest) -> str:
    """The page that its author was on."""
    back = page_before(request) or request.get_full_path()
    return back if len(back) <= LONGEST_WAY else "/"


def _follow(request: HttpRequest, location: str) -> None:
    """The page where somebody was leads to another one: the words are shown there."""
    for one, kept in _opened(request):
        if kept.author == request.user.pk and kept.was_refused and kept.page.split("#")[0] == request.get_full_path():
            moved = _sealed(replace(kept, page=location))
            request.session[KEPT] = [moved if each == one else each for each in request.session[KEPT]]


def _keep(request: HttpRequest, back: str, refused: int | None = None) -> bool:
    """`refused`: whose form it is, when that is known."""
    author = refused or author_of(request)
    if author is None:
        return False
    fields = {name: values for name, values in request.POST.lists() if not SECRET.search(name)}
    if len(json.dumps(fields)) > LARGEST or len(back) > LONGEST_WAY:
        return False
    kept = KeptForm(author, request.path, back, fields, was_refused=bool(refused))
    others = [one for one, kept in _opened(request) if (kept.action, kept.author) != (request.path, author)]
    request.session[KEPT] = [*others, _sealed(kept)][-MOST:]
    request.is_kept = True  # type: ignore[attr-defined]  # our own
    return True


def _sealed(kept: KeptForm) -> str:
    return _cipher().encrypt(json.dumps(asdict(kept)).encode()).decode()


def _kept(request: HttpRequest) -> list[KeptForm]:
    return [kept for _, kept in _opened(request)]


def _opened(request: HttpRequest) -> Iterator[tuple[str, KeptForm]]:
    """Each with how it lies in the session; what is older than a day is nobody's any more."""
    for sealed in request.session.get(KEPT, []):
        try:
            opened = _cipher().decrypt(sealed.encode(), ttl=A_DAY)
        except InvalidToken:
            continue
        yield sealed, KeptForm(**json.loads(opened))


def _cipher() -> Fernet:
    """Not in the database: whoever reads that reads no words."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{KEPT} {settings.SECRET_KEY}".encode()).digest()))


def _remember_author(request: HttpRequest, response: HttpResponse) -> None:
    sign, authors, author = _sign_of(request.META["CSRF_COOKIE"]), _authors(request), request.user.pk
    if author is None or authors.get(sign) == author:
        return
    authors[sign] = author
    signed = signing.dumps(list(authors.items())[-MOST:], salt=SALT)
    response.set_cookie(AUTHORS, signed, max_age=MONTH, secure=settings.HTTPS, httponly=True, samesite="Lax")


def _authors(request: HttpRequest) -> dict[str, int]:
    """CSRF secret, unreadably → who was signed in; the last one last."""
    try:
        return dict(signing.loads(request.COOKIES.get(AUTHORS, ""), salt=SALT, max_age=MONTH))
    except (signing.BadSignature, ValueError, TypeError):
        return {}


def _sign_of(secret: str) -> str:
    return salted_hmac(SALT, secret, algorithm="sha256").hexdigest()[:24]
