"""In and out: with e-mail and password, and with one click in the demo."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from kollegium import events
from kollegium.people import queries, sessions
from kollegium.people.forms.accounts import SignInForm
from kollegium.people.models import User


class SignIn(LoginView):
    template_name = "people/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return redirect("people:first_run") if queries.is_new_installation() else super().get(request, *args, **kwargs)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        response = redirect(self.get_success_url())
        return sessions.come_in(self.request, form.get_user(), response, is_shared=form.cleaned_data["is_shared"])

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        response = self.render_to_response(self.get_context_data(form=form), status=form.status)
        if form.seconds:
            response["Retry-After"] = str(form.seconds)
        return response

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs, section="login", demo_people=queries.demo_people())


class SignOut(LogoutView):
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        person = request.user
        response = super().post(request, *args, **kwargs)
        response = sessions.cleared(response, but_words="lat-ligga" in request.POST)
        if person.is_authenticated:
            events.announce_only("sessions.ended", about=person)
        return response


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(User, pk=pk, is_demo=True, is_active=True)
    wanted = request.POST.get("next", "")
    response = redirect(wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else "/")
    return sessions.come_in(request, person, response)
