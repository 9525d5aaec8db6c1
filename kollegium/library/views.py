"""Pages of the library: find a material, read about it, add one."""

from collections.abc import Mapping

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from kollegium.library import actions, questions
from kollegium.library.access import material_for, may_change, may_curate, require_curator
from kollegium.library.forms import MaterialForm, QuestionsForm, Search
from kollegium.library.models import Material
from kollegium.people.requests import SignedInRequest
from kollegium.swedish import folded


def all(request: SignedInRequest) -> HttpResponse:
    search = Search(request.GET)
    looking_for = search.cleaned_data if search.is_valid() else {}
    materials = _found(Material.objects.visible_to(request.user), **looking_for)
    content = {"materials": materials, "search": search, "is_filtered": any(looking_for.values())}
    return _page(request, "library/all.html", content)


def new(request: SignedInRequest) -> HttpResponse:
    form = MaterialForm(request.POST or None)
    back = _own_address(request, request.GET.get("next", ""))
    if form.is_valid():
        material = actions.add(form.save(commit=False), by=request.user)
        messages.success(request, "Materialet är sparat. Alla medarbetare kan läsa det.")
        return redirect(f"{back}?material={material.pk}" if back else material)
    return _page(request, "library/new.html", {"form": form, "back": back})


def show(request: SignedInRequest, pk: int) -> HttpResponse:
    material = material_for(request.user, pk)
    content = {"material": material, "may_change": may_change(material, request.user)}
    return _page(request, "library/show.html", content)


def change(request: SignedInRequest, pk: int) -> HttpResponse:
    material = material_for(request.user, pk, to_change=True)
    form = MaterialForm(request.POST or None, instance=material)
    if form.is_valid():
        actions.change(form.save(commit=False))
        messages.success(request, "Sparat.")
        return redirect(material)
    return _page(request, "library/change.html", {"form": form, "material": material})


def wonder_questions(request: SignedInRequest) -> HttpResponse:
    """All staff read the cards; those who curate the library write them."""
    organisation = request.user.organisation
    if request.method == "POST":
        require_curator(request.user)
    form = QuestionsForm(request.POST or None, initial={"texts": "\n".join(questions.of(organisation))})
    if form.is_valid():
        questions.replace(organisation, form.cleaned_data["texts"], by=request.user)
        messages.success(request, "Frågorna är sparade. De används från nästa lärträff som öppnas.")
        return redirect("library:questions")
    content = {"form": form, "questions": questions.of(organisation), "may_curate": may_curate(request.user)}
    return _page(request, "library/questions.html", content)


def _found(materials: QuerySet[Material], kind: str = "", words: str = "") -> QuerySet[Material]:
    if kind:
        materials = materials.filter(kind=kind)
    for word in folded(words).split()[:8]:
        materials = materials.filter(found_by__contains=word)
    return materials


def _own_address(request: HttpRequest, address: str) -> str:
    """Where to go back to, if it is a page of ours."""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, {request.get_host()})
    return address if is_ours else ""


def _page(request: HttpRequest, template: str, content: Mapping[str, object]) -> HttpResponse:
    return render(request, template, {"section": "library", **content})
