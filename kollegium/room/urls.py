"""Addresses of the open meeting: the room, its fragments, and the nouns that are posted to."""

from django.urls import path

from kollegium.room import conversation, helm, mirror, pacing, steering, views

app_name = "room"
urlpatterns = [
    path("moten/<int:pk>/rum/", views.show, name="show"),
    path("moten/<int:pk>/rum/lofte/", views.promise, name="promise"),
    path("moten/<int:pk>/rum/delning/", views.sharing, name="sharing"),
    path("moten/<int:pk>/rum/avslut/", views.ending, name="ending"),
    path("moten/<int:pk>/rum/samtalsform/", conversation.parts, name="parts"),
    path("moten/<int:pk>/start/", steering.start, name="start"),
    path("moten/<int:pk>/steg/", steering.next_step, name="next_step"),
    path("moten/<int:pk>/paus/", steering.pause, name="pause"),
    path("moten/<int:pk>/fortsattning/", steering.go_on, name="go_on"),
    path("moten/<int:pk>/rum/start/", pacing.beginning, name="beginning"),
    path("moten/<int:pk>/rum/tid/", pacing.longer, name="longer"),
    path("moten/<int:pk>/rum/sluttid/", pacing.sooner, name="sooner"),
    path("moten/<int:pk>/tid/", pacing.take_longer, name="take_longer"),
    path("moten/<int:pk>/inhamtning/", pacing.catch_up, name="catch_up"),
    path("moten/<int:pk>/sluttid/", pacing.finish_by, name="finish_by"),
    path("moten/<int:pk>/tur/", steering.next_speaker, name="next_speaker"),
    path("moten/<int:pk>/ordning/", steering.order, name="order"),
    path("moten/<int:pk>/del/", steering.next_part, name="next_part"),
    path("moten/<int:pk>/fragans-agare/", steering.owner, name="owner"),
    path("moten/<int:pk>/narvaro/<int:user_pk>/", steering.mark, name="mark"),
    path("moten/<int:pk>/slut/", steering.end, name="end"),
    path("moten/<int:pk>/rum/styrning/", views.steering, name="steering"),
    path("moten/<int:pk>/rum/tur/", views.turn_form, name="turn_form"),
    path("moten/<int:pk>/rum/takt/", views.pace, name="pace"),
    path("moten/<int:pk>/rum/roder/", helm.choices, name="helm_choices"),
    path("moten/<int:pk>/rum/roder/fraga/", helm.question, name="helm_question"),
    path("moten/<int:pk>/roder/", helm.hand_over, name="hand_over"),
    path("moten/<int:pk>/roder/ater/", helm.take_back, name="take_back"),
    path("moten/<int:pk>/roder/overtagande/", helm.take_over, name="take_over"),
    path("moten/<int:pk>/ersattare/", helm.name_deputy, name="name_deputy"),
    path("moten/<int:pk>/samtalsreflektor/", helm.name_reflector, name="name_reflector"),
    path("moten/<int:pk>/rum/spegel/", mirror.card, name="mirror_card"),
    path("moten/<int:pk>/rum/reflektion/", mirror.shown, name="mirror_shown"),
    path("moten/<int:pk>/spegel/ord/", mirror.words, name="mirror_words"),
    path("moten/<int:pk>/spegel/visning/", mirror.show, name="mirror_show"),
    path("moten/<int:pk>/spegel/visning/slut/", mirror.hide, name="mirror_hide"),
    path("moten/<int:pk>/spegel/<slug:kind>/", mirror.tap, name="tap"),
    path("moten/<int:pk>/spegel/<slug:kind>/anger/", mirror.untap, name="untap"),
]
