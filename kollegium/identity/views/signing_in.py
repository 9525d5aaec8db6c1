"""In and out: with e-mail and password, and with one click in the demo."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kollegium import events
from kollegium.events import Happening
from kollegium.identity import errands, kept_forms, queries, sessions
from kollegium.identity.forms.accounts import SignInForm
from kollegium.people.models import User
from kollegium.web.requests import is_fragment

SIGNS_IN = {"identity:sign_in", "identity:demo_sign_in"}
SIGNED_OUT = "Du är utloggad. Logga in igen, det du skrivit finns kvar här."
TOO_OLD = "Sidan hade legat öppen för länge. Skriv lösenordet en gång till, så loggas du in."


class SignIn(LoginView):
    template_name = "identity/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if is_fragment(request):  # a part of a page was asked for: that page is still there, with what stands in it
            return HttpResponse(SIGNED_OUT, status=401, content_type="text/plain; charset=utf-8")
        return (
            redirect("identity:first_run") if queries.is_new_installation() else super().get(request, *args, **kwargs)
        )

    def form_valid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        response = redirect(self.get_success_url())
        return sessions.come_in(self.request, form.get_user(), response, is_shared=form.cleaned_data["is_shared"])

    def form_invalid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        if form.non_field_errors():  # nearly always a slip of the finger
            form.fields["password"].widget.attrs["autofocus"] = True
        response = self.render_to_response(self.get_context_data(form=form), status=form.status)
        if form.seconds:
            response["Retry-After"] = str(form.seconds)
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        why = errands.words(self.get_redirect_url())
        return super().get_context_data(**kwargs, section="login", why=why)


class SignOut(LogoutView):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        person, kept = request.user, request.session.get(kept_forms.KEPT)
        response = super().post(request, *args, **kwargs)
        if kept:  # sealed, and perhaps somebody else's: it outlives this signing in
            request.session[kept_forms.KEPT] = kept
        response = sessions.cleared(response, but_words="lat-ligga" in request.POST)
        if person.is_authenticated:
            events.tell(Happening.SESSIONS_ENDED, about=person)
        return response


def is_signing_in(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name in SIGNS_IN


def sign_in_anew(request: HttpRequest) -> HttpResponseBase:
    """The page lay open while somebody signed in beside it: in already, or once more with the way and the name kept."""
    name = request.user.name if request.user.is_authenticated else ""
    messages.info(request, f"Du är redan inloggad som {name}." if name else TOO_OLD)
    typed = request.POST.get("username", "")  # and with it the whole form is read, while it still is one
    request.method = "GET"
    return SignIn.as_view(initial={"username": typed})(request)


@require_POST
def forget_kept_form(request: HttpRequest) -> HttpResponse:
    """Its author does not want what could not be saved."""
    kept_forms.forget(request, request.POST.get("action", ""))
    return _on(request)


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(User, pk=pk, is_demo=True, is_active=True)
    return sessions.come_in(request, person, _on(request))


def _on(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("next", "")
    is_ours = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return redirect(wanted if is_ours and len(wanted) <= kept_forms.LONGEST_WAY else "/")
