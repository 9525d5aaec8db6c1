"""All settings, read from the environment with defaults that suit one small server."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import salted_hmac

from config import environment

ROOT = Path(__file__).resolve().parent.parent

DATA = environment.folder("KOLLEGIUM_DATA", ROOT / "data")  # plans lie here

DEBUG = environment.boolean("DEBUG", default=False)
# The demo municipality: one click signs in as a made-up person. Never on an installation with real people.
DEMO = environment.boolean("KOLLEGIUM_DEMO", default=False)
# Where the world reaches this server; links in mails begin with it.
ADDRESS = environment.address("KOLLEGIUM_ADDRESS", environment.whole_number("PORT", default=8000, most=65_535))
HTTPS = ADDRESS.startswith("https://")


def _secret_key() -> str:
    """The key from the environment, or one made at first start and kept beside the database."""
    if key := environment.text("SECRET_KEY"):
        return key
    kept = DATA / "secret_key"
    if not kept.exists() or not kept.read_text().strip():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
# What plans are sealed with. Beside the data folder and not in it: whoever finds a backup of that cannot read them.
PLAN_KEY_FILE = environment.file("KOLLEGIUM_PLAN_KEY_FILE", DATA.with_name(f"{DATA.name}.plan_key"))
PLAN_KEY_FILE_BEFORE = DATA / "plan_key"  # where older installations have it
PLAN_KEYS = environment.plan_keys("KOLLEGIUM_PLAN_KEYS", [PLAN_KEY_FILE, PLAN_KEY_FILE_BEFORE])
_host = urlsplit(ADDRESS).netloc.removesuffix(f":{urlsplit(ADDRESS).port}")
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", default=[_host, "localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [ADDRESS]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "template_partials",
    "csp",
    "kollegium.apps.KollegiumConfig",
]
MIDDLEWARE = [
    "kollegium.web.headers.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads each answer by chance against guessing by length (BREACH); and other sites' requests bring no cookie (Lax).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kollegium.about.health.Health",
    "kollegium.web.cleaning.CleaningMiddleware",  # before anything reads a cookie or a field
    "kollegium.identity.sessions.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kollegium.identity.kept_forms.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "kollegium.identity.sessions.SeenBrowsers",
    "kollegium.web.caching.NothingKept",
    "kollegium.identity.kept_forms.KeptForms",
    "kollegium.web.refusals.RefusalMiddleware",
]
ROOT_URLCONF = "config.urls"
CSRF_FAILURE_VIEW = "kollegium.about.views.form_too_old"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kollegium.about.context.installation",
                "kollegium.about.context.beginning",
                "kollegium.leaving.context.departure",
            ],
            "builtins": [
                "kollegium.templatetags.addresses",
                "kollegium.templatetags.components",
                "kollegium.templatetags.tokens",
                "template_partials.templatetags.partials",
            ],
        },
    }
]

# How many pages this process answers at once; the others wait. Only one thread at a time has the interpreter, so more
# of them help only when many wait for the database.
PAGE_THREADS = environment.whole_number("KOLLEGIUM_PAGE_THREADS", default=min(max(os.cpu_count() or 1, 4), 8), most=64)

DATABASES = {"default": environment.database("DATABASE_URL", DATA / "kollegium.sqlite3")}
_options = DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Made before SQLite makes it: only the server's own account reads it, whoever made the folder.
    if DATABASES["default"]["NAME"] == str(DATA / "kollegium.sqlite3"):
        (DATA / "kollegium.sqlite3").touch(mode=0o600)
    DATABASES["default"]["CONN_MAX_AGE"] = None  # opening a file anew costs as much as three questions to it
    _options |= {
        # IMMEDIATE: a transaction that reads and then writes waits for its turn instead of failing at once.
        "transaction_mode": "IMMEDIATE",
        "timeout": environment.whole_number("KOLLEGIUM_DATABASE_PATIENCE", default=10),
        # FULL: "Allt sparat" is said when the text is on disk, also if the power goes in the next second.
        # secure_delete: what is erased is overwritten, not only let go; Debian's SQLite does so anyway.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA mmap_size=134217728;"
        ),
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # `reconnect_timeout`: tries again at the next question instead of more and more seldom, so that a database that has
    # come back is found at once, however long it was away.
    # One for each thread that answers pages, and eight for rooms, outbox and rounds; whoever finds none waits for one.
    _options |= {"pool": {"min_size": 1, "max_size": PAGE_THREADS + 8, "timeout": 10, "reconnect_timeout": 2}}
    # A database that was restarted leaves dead connections in the pool: each is tried before it is given to anybody.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
REDIS_URL = environment.redis("REDIS_URL")
# One for all processes when there is Redis; its keys are this installation's own, as the rooms' channel is.
CACHES: dict[str, dict[str, Any]] = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if REDIS_URL:
    CACHES["default"] = {
        "BACKEND": "config.shared_cache.SharedCache",
        "LOCATION": [REDIS_URL],
        "KEY_PREFIX": f"kollegium.{salted_hmac('kollegium.cache', 'keys', secret=SECRET_KEY).hexdigest()[:16]}",
        "OPTIONS": {
            "serializer": "config.shared_cache.Json",
            "socket_connect_timeout": 0.5,
            "socket_timeout": 0.5,
        },
    }
# The security log's rows are kept so long; the huvudman's dokumenthanteringsplan says what is right.
SECURITY_LOG_DAYS = environment.whole_number("KOLLEGIUM_SECURITY_LOG_DAYS", default=365)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "kollegium.User"
PASSWORD_HASHERS = [
    "kollegium.identity.hashing.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "kollegium.identity.passwords.HardToGuess"},
]
FORM_RENDERER = "kollegium.web.form_renderer.Renderer"
LOGIN_URL = "identity:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
# A browser takes a cookie of this name only from this very host, over https and for all of it.
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = (
    ("__Host-sessionid", "__Host-csrftoken") if HTTPS else ("sessionid", "csrftoken")
)
SESSION_ENGINE = "kollegium.identity.session_store"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
# Only by choice: other servers below this name may not have https.
SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.boolean("KOLLEGIUM_HSTS_SUBDOMAINS", default=False)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
WHITENOISE_ALLOW_ALL_ORIGINS = False
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Without EMAIL_URL the demo's letters stop at the outbox page; on a real installation they wait there.
EMAIL_URL, _mail = environment.mail("EMAIL_URL", "dummymail://" if DEMO else "")
vars().update(_mail)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.sender("KOLLEGIUM_SENDER", "Kollegium <kollegium@localhost>")
# How often the outbox is looked at, in seconds, and whether this server does it itself.
OUTBOX_PAUSE = environment.seconds("KOLLEGIUM_OUTBOX_PAUSE", default=1.0)
OUTBOX_HERE = environment.boolean("KOLLEGIUM_OUTBOX_HERE", default=True)
# How often the open rooms are looked after, and how long the device of whoever steers may be away before the
# ersättare is asked, in seconds.
LOOKOUT_PAUSE = environment.seconds("KOLLEGIUM_LOOKOUT_PAUSE", default=10.0)
HELM_AWAY = environment.seconds("KOLLEGIUM_HELM_AWAY", default=90.0)

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska")]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "kollegium.assets.static.Hashed"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_keys": {"()": "config.logs.NoKeys"}, "once": {"()": "config.logs.SameTroubleOnce"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_keys", "once"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "kollegium": {"level": "INFO"},
        "uvicorn.error": {"handlers": ["console"], "propagate": False},
        # A page that is not found may have an invitation in its address.
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # every passing robot has a name of its own for us
    },
}

if not DEMO and HTTPS and not EMAIL_URL:
    raise ImproperlyConfigured("Ange EMAIL_URL, till exempel smtp+tls://anvandare:losenord@post.kommunen.example:587")
