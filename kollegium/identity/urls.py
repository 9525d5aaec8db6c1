"""Addresses of identity: signing in, one's own account, invitations, and a colleague's account."""

from django.urls import path

from kollegium.identity.views import account, beginning, browsers, colleagues, passwords, signing_in

app_name = "identity"
urlpatterns = [
    path("logga-in/", signing_in.SignIn.as_view(), name="sign_in"),
    path("logga-ut/", signing_in.SignOut.as_view(), name="sign_out"),
    path("demo/<pk:pk>/", signing_in.demo_sign_in, name="demo_sign_in"),
    path("osparat/borttagning/", signing_in.forget_kept_form, name="kept_form"),
    path("losenord/", passwords.forgotten, name="password_forgotten"),
    path("losenord/skickat/", passwords.sent, name="password_sent"),
    path("losenord/klart/", passwords.done, name="password_done"),
    path("losenord/<uidb64>/<token>/", passwords.New.as_view(), name="password_new"),
    path("valkommen/<token>/", beginning.welcome, name="welcome"),
    path("valkommen/<token>/ny/", beginning.welcome_again, name="welcome_again"),
    path("kom-igang/", beginning.first_run, name="first_run"),
    path("konto/", account.me, name="me"),
    path("konto/losenord/", account.my_password, name="my_password"),
    path("konto/inloggningar/", browsers.list_browsers, name="browsers"),
    path("konto/inloggningar/<pk:pk>/slut/", browsers.end, name="browser_ended"),
    path("konto/inloggningar/slut/", browsers.end_everywhere, name="browsers_ended"),
    path("huvudman/medarbetare/ny/", colleagues.new, name="colleague_new"),
    path("huvudman/medarbetare/<pk:pk>/", colleagues.show, name="colleague"),
    path("huvudman/medarbetare/<pk:pk>/uppdrag/", colleagues.give_post, name="posts"),
    path("huvudman/medarbetare/<pk:pk>/uppdrag/<pk:post_pk>/bort/", colleagues.take_post, name="post_taken"),
    path("huvudman/medarbetare/<pk:pk>/inbjudan/", colleagues.invite_again, name="invitation"),
    path("huvudman/medarbetare/<pk:pk>/avslut/", colleagues.deactivate, name="deactivation"),
    path("huvudman/medarbetare/<pk:pk>/avslut/anger/", colleagues.reactivate, name="reactivation"),
]
