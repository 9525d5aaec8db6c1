"""All settings, read from the environment with defaults that suit one small server."""

import base64
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()

DATA = Path(env("KOLLEGIUM_DATA", default=str(ROOT / "data"))).resolve()
DATA.mkdir(parents=True, exist_ok=True, mode=0o700)  # plans lie here

DEBUG = env.bool("DEBUG", default=False)
# The demo municipality: one click signs in as a made-up person. Never on an installation with real people.
DEMO = env.bool("KOLLEGIUM_DEMO", default=False)
# Where the world reaches this server; links in mails begin with it.
ADDRESS = env("KOLLEGIUM_ADDRESS", default=f"http://localhost:{env('PORT', default='8000')}").rstrip("/")
HTTPS = ADDRESS.startswith("https://")


def _secret_key() -> str:
    """The key from the environment, or one made at first start and kept beside the database."""
    if key := env("SECRET_KEY", default=""):
        return key
    kept = DATA / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()


def _plan_keys() -> list[bytes]:
    """What plan texts are sealed with: never in the database. The first seals, all of them open."""
    given = env.list("KOLLEGIUM_PLAN_KEYS", default=[])
    kept = DATA / "plan_key"
    if not given and not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(base64.b64encode(secrets.token_bytes(32)).decode())
    keys = [base64.b64decode(key) for key in given or kept.read_text().split()]
    if any(len(key) != 32 for key in keys):
        raise ImproperlyConfigured("KOLLEGIUM_PLAN_KEYS: varje nyckel är 32 byte, skriven med base64.")
    return keys


SECRET_KEY = _secret_key()
PLAN_KEYS = _plan_keys()
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS", default=[ADDRESS.split("//")[1].split(":")[0], "localhost", "127.0.0.1", "[::1]"]
)
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
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pads each answer by chance against guessing by length (BREACH); and other sites' requests bring no cookie (Lax).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kollegium.people.kept_forms.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kollegium.people.caching.NothingKept",
    "kollegium.people.kept_forms.KeptForms",
    "kollegium.refusals.RefusalMiddleware",
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
                "kollegium.leaving.context.departure",
            ],
            "builtins": ["kollegium.templatetags.components", "template_partials.templatetags.partials"],
        },
    }
]

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{DATA / 'kollegium.sqlite3'}")}
_options = DATABASES["default"].setdefault("OPTIONS", {})
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Made before SQLite makes it: only the server's own account reads it, whoever made the folder.
    if DATABASES["default"]["NAME"] == str(DATA / "kollegium.sqlite3"):
        (DATA / "kollegium.sqlite3").touch(mode=0o600)
    DATABASES["default"]["CONN_MAX_AGE"] = None  # opening a file anew costs as much as three questions to it
    _options |= {
        # IMMEDIATE: a transaction that reads and then writes waits for its turn instead of failing at once.
        "transaction_mode": "IMMEDIATE",
        "timeout": env.int("KOLLEGIUM_DATABASE_PATIENCE", default=10),
        # FULL: "Allt sparat" is said when the text is on disk, also if the power goes in the next second.
        # secure_delete: what is erased is overwritten, not only let go; Debian's SQLite does so anyway.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA mmap_size=134217728;"
        ),
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    _options |= {"pool": {"min_size": 1, "max_size": 12, "timeout": 10}}
    # A database that was restarted leaves dead connections in the pool: each is tried before it is given to anybody.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
REDIS_URL = env("REDIS_URL", default="")
# Counts of failed sign-ins live here: room for so many that nobody can push one out by guessing at others.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "kollegium.User"
PASSWORD_HASHERS = [
    "kollegium.people.hashing.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "people:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
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
EMAIL_URL = env("EMAIL_URL", default="dummymail://" if DEMO else "")
vars().update(env.email_url_config(EMAIL_URL) if EMAIL_URL else {})
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("KOLLEGIUM_SENDER", default="Kollegium <kollegium@localhost>")
# How often the outbox is looked at, in seconds, and whether this server does it itself.
OUTBOX_PAUSE = env.float("KOLLEGIUM_OUTBOX_PAUSE", default=1.0)
OUTBOX_HERE = env.bool("KOLLEGIUM_OUTBOX_HERE", default=True)
# How often the open rooms are looked after, and how long the device of whoever steers may be away before the
# ersättare is asked, in seconds.
LOOKOUT_PAUSE = env.float("KOLLEGIUM_LOOKOUT_PAUSE", default=10.0)
HELM_AWAY = env.float("KOLLEGIUM_HELM_AWAY", default=90.0)

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
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "kollegium.about.static.Hashed"
    },
}
WHITENOISE_USE_FINDERS = DEBUG

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "kollegium": {"level": "INFO"},
        # A page that is not found may have an invitation in its address.
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # every passing robot has a name of its own for us
    },
}

if not DEMO and HTTPS and not EMAIL_URL:
    raise ImproperlyConfigured("Ange EMAIL_URL, till exempel smtp+tls://anvandare:losenord@post.kommunen.example:587")
