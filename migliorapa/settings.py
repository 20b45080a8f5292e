# SPDX-License-Identifier: AGPL-3.0-or-later
"""Settings from the environment (12-factor); `.env.example` lists every name.

MIGLIORAPA_MODE is `production` unless said otherwise. `demo` (what `make run` sets)
and `test` bring their own key and accept plain http on this machine.
"""

import os
from importlib.resources import files
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = env(name).lower()
    if value not in {"", "0", "1", "false", "true", "no", "si"}:
        raise ImproperlyConfigured(f"{name} ammette solo 1 oppure 0, non «{value}».")
    return value in {"1", "true", "si"} if value else default


def listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


MODE = env("MIGLIORAPA_MODE", "production")
if MODE not in {"production", "demo", "test"}:
    raise ImproperlyConfigured(
        f"MIGLIORAPA_MODE ammette production, demo oppure test, non «{MODE}»."
    )
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"

SECRET_KEY = env("SECRET_KEY", "" if PRODUCTION else "solo-per-prove-" + "0" * 50)
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Manca SECRET_KEY: in produzione il portale non parte senza una chiave segreta."
    )
DEBUG = flag("DEBUG")
ALLOWED_HOSTS = listed("ALLOWED_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,testserver")
CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS")
SITE_URL = env("SITE_URL", "http://127.0.0.1:8000").rstrip("/")

INSTALLED_APPS = [
    "adminsortable2",
    "import_export",
    "simple_history",
    "migliorapa.core",
    "migliorapa.core.outbox",
    "migliorapa.accounts",
    "paths",
    "helpdesk",
    "events",
    "migliorapa",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "migliorapa.accounts.middleware.RequireMfaMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "migliorapa.middleware.RefuseNulInFiltersMiddleware",
]

ROOT_URLCONF = "migliorapa.urls"
WSGI_APPLICATION = "migliorapa.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "migliorapa.core.compact.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "migliorapa.context.site",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        env="DATABASE_URL",
        conn_max_age=int(env("DATABASE_CONN_MAX_AGE", "600")),
        conn_health_checks=True,
    )
}
if not DATABASES["default"]:
    raise ImproperlyConfigured(
        "Manca DATABASE_URL, per esempio postgres://utente:password@host:5432/migliorapa."
    )
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("MiglioraPA usa solo PostgreSQL: correggete DATABASE_URL.")
if MODE == "test":
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c synchronous_commit=off"
    DATABASES["default"]["TEST"] = {"NAME": env("TEST_DATABASE", "test_migliorapa")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if not PRODUCTION
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}
}

LANGUAGE_CODE = "it"
LOCALE_PATHS = [BASE_DIR / "locale"]  # what Django and its extensions leave in English
TIME_ZONE = "Europe/Rome"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env("STATIC_ROOT") or BASE_DIR / "staticfiles")
THEME = files("bootstrap_italia_template") / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *((f"bi/{part}", str(THEME / part)) for part in ("css", "fonts/Titillium_Web")),
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STATE_FOLDER = "" if PRODUCTION else os.environ.get("MIGLIORAPA_STATE", "")
MEDIA_ROOT = Path(env("MEDIA_ROOT") or Path(STATE_FOLDER or BASE_DIR) / "media")
CLAMD_SOCKET = env("CLAMD_SOCKET")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or MODE == "test"
        else "migliorapa.staticfiles.CompressedManifestStorage"
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["migliorapa.accounts.backends.EmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:profile"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "migliorapa.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "migliorapa.accounts.forms.SignupDetailsForm"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[MiglioraPA] "
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # in the same browser only
ACCOUNT_EMAIL_NOTIFICATIONS = True
OWN_FORMS = "migliorapa.accounts.account_forms"
ACCOUNT_FORMS = {
    "login": f"{OWN_FORMS}.LoginForm",
    "signup": f"{OWN_FORMS}.SignupForm",
    "add_email": f"{OWN_FORMS}.AddEmailForm",
    "change_password": f"{OWN_FORMS}.ChangePasswordForm",
    "set_password": f"{OWN_FORMS}.SetPasswordForm",
    "reset_password": f"{OWN_FORMS}.ResetPasswordForm",
    "reset_password_from_key": f"{OWN_FORMS}.ResetPasswordKeyForm",
    "reauthenticate": f"{OWN_FORMS}.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": f"{OWN_FORMS}.AuthenticateForm",
    "reauthenticate": f"{OWN_FORMS}.ReauthenticateByCodeForm",
    "activate_totp": f"{OWN_FORMS}.ActivateAppForm",
    "add_webauthn": f"{OWN_FORMS}.AddKeyForm",
    "edit_webauthn": f"{OWN_FORMS}.EditKeyForm",
}
MFA_ADAPTER = "migliorapa.accounts.adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "MiglioraPA"
MFA_REQUIRED_FOR_STAFF = flag("MFA_REQUIRED_FOR_STAFF", default=PRODUCTION)

EMAIL_BACKEND = "migliorapa.core.outbox.backend.EmailBackend"
if MODE == "test":
    MAIL_TRANSPORT = "django.core.mail.backends.locmem.EmailBackend"
elif env("EMAIL_HOST"):
    MAIL_TRANSPORT = "django.core.mail.backends.smtp.EmailBackend"
else:
    MAIL_TRANSPORT = "migliorapa.core.outbox.terminal.EmailBackend"
MAIL_FOLDER = Path(os.environ.get("MIGLIORAPA_STATE") or BASE_DIR / ".local") / "posta"
if PRODUCTION and not env("EMAIL_HOST"):
    raise ImproperlyConfigured("Manca EMAIL_HOST: senza posta nessuno può confermare l'iscrizione.")
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_PORT = int(env("EMAIL_PORT", "25"))
EMAIL_HOST_USER = env("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", "MiglioraPA <noreply@migliorapa.invalid>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
CALL_ROOM_URL = env("CALL_ROOM_URL", "https://meet.jit.si/MiglioraPA-{room}")
if "{room}" not in CALL_ROOM_URL or not CALL_ROOM_URL.startswith("https://"):
    raise ImproperlyConfigured("CALL_ROOM_URL deve cominciare con https:// e contenere {room}.")
CALL_NOTICE_MINUTES = int(env("CALL_NOTICE_MINUTES", "60"))
EVENT_RETENTION_DAYS = int(env("EVENT_RETENTION_DAYS", "180"))
TICKET_RETENTION_DAYS = int(env("TICKET_RETENTION_DAYS", "730"))
TICKET_LINK_DAYS = int(env("TICKET_LINK_DAYS", "180"))
TICKET_REMIND_DAYS = int(env("TICKET_REMIND_DAYS", "7"))
TICKET_SETTLE_DAYS = int(env("TICKET_SETTLE_DAYS", "21"))
if not 0 < TICKET_REMIND_DAYS < TICKET_SETTLE_DAYS:
    raise ImproperlyConfigured("TICKET_SETTLE_DAYS deve superare TICKET_REMIND_DAYS.")
if EVENT_RETENTION_DAYS < 15:
    raise ImproperlyConfigured("EVENT_RETENTION_DAYS deve essere almeno 15: prima servono i dati.")
REPLY_ADDRESS = env("REPLY_ADDRESS")
if REPLY_ADDRESS and REPLY_ADDRESS.count("+{token}@") != 1:
    raise ImproperlyConfigured(
        "REPLY_ADDRESS deve contenere +{token}@, per esempio aiuto+{token}@ente.it."
    )
IMAP_HOST = env("IMAP_HOST")
IMAP_SSL = flag("IMAP_SSL", default=True)
IMAP_PORT = int(env("IMAP_PORT", "993" if IMAP_SSL else "143"))
IMAP_USER = env("IMAP_USER")
IMAP_PASSWORD = env("IMAP_PASSWORD")
IMAP_FOLDER = env("IMAP_FOLDER", "INBOX")

ALLAUTH_TRUSTED_PROXY_COUNT = 1 if flag("BEHIND_PROXY") else 0

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "migliorapa.core.typed.csrf_failure"
SESSION_ENGINE = "migliorapa.core.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION and flag("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = int(env("SECURE_HSTS_SECONDS", "31536000")) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # the rules matrix is one form

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
SIMPLE_HISTORY_REVERT_DISABLED = False
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "change"  # both are open to any staff otherwise
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "view"

OWNER_NAME = env("OWNER_NAME", "MiglioraPA (installazione dimostrativa)" if not PRODUCTION else "")
OWNER_EMAIL = env("OWNER_EMAIL", "redazione@migliorapa.invalid" if not PRODUCTION else "")
DPO_EMAIL = env("DPO_EMAIL", OWNER_EMAIL)
SECURITY_EMAIL = env("SECURITY_EMAIL") or (
    OWNER_EMAIL if PRODUCTION or env("OWNER_EMAIL") else "sicurezza@migliorapa.invalid"
)
if PRODUCTION and not (OWNER_NAME and OWNER_EMAIL):
    raise ImproperlyConfigured(
        "Mancano OWNER_NAME e OWNER_EMAIL: l'informativa sulla privacy deve dire chi è il titolare."
    )
SOURCE_CODE_URL = env("SOURCE_CODE_URL")
PAQ_PORTAL_URL = env("PAQ_PORTAL_URL", "http://qualitapa.gov.it/")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "WARNING")},
}
