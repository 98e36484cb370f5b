"""Every setting of the product, read once from the environment.

Two modes: `demo` (the default) makes its own secrets in `var/` and shows a banner; `production`
demands each secret by name and refuses to start without it. `docs/deploy.md` lists the variables.
"""

import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from dayaq.config.connection import connection_from_folder, master_key_file, secret

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("DAYAQ_VAR") or ROOT / "var").resolve()
MODE = os.environ.get("DAYAQ_MODE", "demo")
IS_PRODUCTION = MODE == "production"
IS_DEMO = MODE == "demo"


def stop(sentence: str) -> None:
    """End the start with one sentence that says what to set."""
    sys.exit(f"Dayaq: {sentence}")


if MODE not in {"demo", "production"}:
    stop(f"DAYAQ_MODE is “{MODE}”; set it to “demo” or “production”.")


def demanded(name: str, what_for: str) -> str:
    """A variable that production cannot do without."""
    value = os.environ.get(name, "")
    if not value:
        stop(f"{name} is not set. Set it to {what_for}; see docs/deploy.md.")
    return value


def switched_on(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


# --- secrets and addresses ---------------------------------------------------------------------

if IS_PRODUCTION:
    SECRET_KEY = demanded("DAYAQ_SECRET_KEY", "a random text of at least 50 characters")
    if len(SECRET_KEY) < 50:
        stop("DAYAQ_SECRET_KEY is shorter than 50 characters. Set a longer random text.")
    ALLOWED_HOSTS = demanded("DAYAQ_HOSTS", "the host names people use, by commas").split(",")
else:
    SECRET_KEY = os.environ.get("DAYAQ_SECRET_KEY") or secret(VAR, "django")
    ALLOWED_HOSTS = os.environ.get("DAYAQ_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

SECRET_KEY_FALLBACKS = [key for key in os.environ.get("DAYAQ_SECRET_KEY_OLD", "").split(",") if key]
CSRF_TRUSTED_ORIGINS = [
    f"https://{host}" for host in ALLOWED_HOSTS if IS_PRODUCTION and host[0] not in ".*["
]
DEBUG = False  # no mode shows a stack trace to anybody

# --- database ----------------------------------------------------------------------------------


def _database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        stop("DATABASE_URL must begin with postgresql:// — no other database is supported.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": {"application_name": "dayaq", **dict(parse_qsl(parts.query))},  # sslmode=…
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASE_ROLE = os.environ.get("DAYAQ_DB_ROLE", "web")
"""`web` owns nothing and is what serves people; `owner` migrates, backs up and restores."""

_embedded = connection_from_folder(VAR) or {}
_url = os.environ.get(
    "DATABASE_OWNER_URL" if DATABASE_ROLE == "owner" else "DATABASE_URL"
) or _embedded.get(DATABASE_ROLE, "")
if IS_PRODUCTION and not os.environ.get("DATABASE_URL"):
    stop(
        "DATABASE_URL is not set. Set it to postgresql://dayaq_web:…@host/dayaq; see docs/deploy.md."
    )
DATABASES = {"default": _database(_url or "postgresql://dayaq_web@127.0.0.1:1/dayaq")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- keys of what is confidential: each a secret of its own, none derived from another -------------


def _kept(name: str, kept: str, what_for: str) -> str:
    """A secret from the environment; the demonstration makes its own and keeps it in `var`."""
    return demanded(name, what_for) if IS_PRODUCTION else os.environ.get(name) or secret(VAR, kept)


CONTEXT_KEY = _kept("DAYAQ_CONTEXT_KEY", "context", "the random text that signs who is asking")
INDEX_KEY = _kept("DAYAQ_INDEX_KEY", "index", "the random text that the search tokens are keyed by")
INDEX_OLD_KEYS = [key for key in os.environ.get("DAYAQ_INDEX_KEY_OLD", "").split(",") if key]
"""Former ones, under which people are still found while all are brought under the new one."""
KEYRING = os.environ.get("DAYAQ_KEYRING", "")
"""A device that holds the master keys, by its name: `package.module:callable` (see vault.keys)."""
MASTER_KEY_FILE = os.environ.get("DAYAQ_MASTER_KEY_FILE", "")
MASTER_KEYS = os.environ.get("DAYAQ_MASTER_KEYS", "")
"""`2:base64,1:base64`; or a file with one such pair a line."""
if not IS_PRODUCTION and not (KEYRING or MASTER_KEYS or MASTER_KEY_FILE):
    MASTER_KEY_FILE = str(master_key_file(VAR))
if IS_PRODUCTION and not (KEYRING or MASTER_KEYS or MASTER_KEY_FILE):
    stop("DAYAQ_MASTER_KEY_FILE is not set. Set it to the file of master keys; see docs/deploy.md.")

# --- rooms -------------------------------------------------------------------------------------

ROOMS = """
    portal administration reporting evidence
    referrals recovery shelters cases
    awareness evaluation councils
    plan learning proposals recommendations partnership cooperation
    imports vault notices jobs access audit accounts indicators directory kernel
""".split()  # noqa: SIM905 - a floor on each line
INSTALLED_APPS = [
    *(f"dayaq.{room}" for room in ROOMS),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "bootstrap",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "dayaq.kernel.once.OnceMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dayaq.audit.refusals.RefusalMiddleware",
    "dayaq.accounts.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "dayaq.accounts.sessions.SessionLimitsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "dayaq.accounts.second_factor.SecondFactorMiddleware",
    "dayaq.portal.errors.KeysMiddleware",
]

ROOT_URLCONF = "dayaq.config.urls"
WSGI_APPLICATION = "dayaq.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "dayaq.portal.navigation.navigation",
            ],
        },
    }
]
FORM_RENDERER = "dayaq.kernel.widgets.Renderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_TABLES2_TEMPLATE = "kernel/table.html"

# --- accounts ----------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["dayaq.accounts.backend.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:home"
ACCOUNT_ADAPTER = "dayaq.audit.sign_in.RecordedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = (
    False  # nobody makes this product write to an address of their wish
)
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Dayaq: "
ACCOUNT_SESSION_REMEMBER = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("DAYAQ_PROXIES", "1" if IS_PRODUCTION else "0"))
"""How many proxies of ours stand in front: the address before them is whom throttling counts."""
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
}
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
SOCIALACCOUNT_ADAPTER = "dayaq.accounts.adapter.SocialAccountAdapter"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
MFA_ADAPTER = "dayaq.accounts.second_factor.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_PRODUCTION
MFA_TOTP_ISSUER = "Dayaq"
SECOND_FACTOR_REQUIRED = IS_PRODUCTION or switched_on("DAYAQ_SECOND_FACTOR")

OIDC_ISSUER = os.environ.get("DAYAQ_OIDC_ISSUER", "")
"""Address of the government's sign-in; empty means that the product's own sign-in stands alone."""
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "government",
                "name": os.environ.get("DAYAQ_OIDC_NAME", "OIDC"),
                "client_id": demanded("DAYAQ_OIDC_CLIENT_ID", "the client id that the issuer gave"),
                "secret": demanded("DAYAQ_OIDC_CLIENT_SECRET", "the secret that the issuer gave"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ],
    }

# --- sessions, cookies, headers ----------------------------------------------------------------

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(os.environ.get("DAYAQ_SESSION_SECONDS", str(8 * 3600)))
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax" if OIDC_ISSUER else "Strict"
CSRF_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "dayaq.portal.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
if IS_PRODUCTION:
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_SSL_REDIRECT = switched_on("DAYAQ_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        **{key: ["'self'"] for key in ("script-src", "style-src", "font-src", "connect-src")},
        "manifest-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "form-action": ["'self'", *([OIDC_ISSUER] if OIDC_ISSUER else [])],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
"""The largest file that a person may hand in, in bytes; documents of cases have a parameter."""
UPLOAD_HARD_BYTES = 256 * 1024 * 1024
"""Beyond this nothing of an upload is kept, only counted."""
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "dayaq.vault.uploads.CoveredUploadHandler",  # in clear on no disk
]
FILES = VAR / "files"
"""Files under cover. Shared by all web servers and workers, and part of every backup."""
SCANNER = os.environ.get("DAYAQ_SCANNER", "")
"""`clamd:/path`, `clamd:host:port`, or a command that reads the file from its standard input."""

# --- the sealed record -------------------------------------------------------------------------

AUDIT_SIGNING_KEY = (
    demanded("DAYAQ_AUDIT_KEY", "32 random bytes in base64, as `openssl rand -base64 32` prints")
    if IS_PRODUCTION
    else os.environ.get("DAYAQ_AUDIT_KEY") or secret(VAR, "audit")
)
"""Signs the checkpoints of the record (Ed25519). Not to be kept on the database's machine."""
AUDIT_OLD_KEYS = [key for key in os.environ.get("DAYAQ_AUDIT_OLD_KEYS", "").split(",") if key]
"""Public keys, in hex, that signed earlier checkpoints."""
AUDIT_CHECKPOINT_DIR = Path(os.environ.get("DAYAQ_CHECKPOINTS") or VAR / "checkpoints")
"""Where checkpoints are kept outside the database; best on a disk that can only be appended to."""

# --- language, time ----------------------------------------------------------------------------

LANGUAGE_CODE = "az"
LANGUAGES = [("az", _("Azerbaijani")), ("en", _("English"))]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Baku"
USE_TZ = True
FORMAT_MODULE_PATH = ["dayaq.kernel.formats"]

# --- static files ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

# --- mail --------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = os.environ.get("DAYAQ_MAIL_FROM", "dayaq@localhost")
EMAIL_HOST = os.environ.get("DAYAQ_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("DAYAQ_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("DAYAQ_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("DAYAQ_SMTP_PASSWORD", "")
EMAIL_USE_TLS = switched_on("DAYAQ_SMTP_TLS")
EMAIL_TIMEOUT = 20
if EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
elif IS_PRODUCTION:
    stop(
        "DAYAQ_SMTP_HOST is not set. Set it to the mail server that sends the notices; see docs/deploy.md."
    )
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
PUBLIC_ADDRESS = os.environ.get("DAYAQ_ADDRESS", "http://localhost:8000").rstrip("/")
"""Where people reach the product; e-mails link to it."""

PROCRASTINATE_WORKER_DEFAULTS = {
    "update_heartbeat_interval": 3.0,
    "stalled_worker_timeout": 10.0,  # a new worker forgets those silent for so long
    "delete_jobs": "successful",  # what people see of a job is our own row
}

# --- logs: no query, no parameter, no name ever gets into them ------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.db.backends": {"level": "ERROR"},
        "dayaq": {"level": "INFO"},
        "procrastinate": {"level": "WARNING"},
    },
}
