# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from ..names import person_name_validator
from ..roles import enter_or_leave_group


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        fields = {"is_superuser": True, "name": "Amministratore"} | fields
        return self.create_user(email, password, **fields)

    def get_by_natural_key(self, email):
        return self.get(email=email.lower())


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in by e-mail. What they may do comes from memberships and `role`."""

    class Role(models.TextChoices):
        CONTACT_PERSON = "referente", "Referente"
        OPERATOR = "operatore", "Operatore dell'help desk"
        PROJECT_STAFF = "redazione", "Redazione"

    email = models.EmailField("e-mail", unique=True)
    name = models.CharField("nome e cognome", max_length=150, validators=[person_name_validator])
    role = models.CharField(
        "ruolo",
        max_length=12,
        choices=Role.choices,
        default=Role.CONTACT_PERSON,
        help_text="La redazione entra nell'amministrazione del sito, gli altri no.",
    )
    is_active = models.BooleanField("attivo", default=True)
    is_staff = models.BooleanField(
        "entra nell'amministrazione del sito", default=False, editable=False
    )
    is_demo = models.BooleanField("utente dimostrativo", default=False, editable=False)
    date_joined = models.DateTimeField("iscritto il", auto_now_add=True)
    notice_read = models.DateTimeField("informativa letta il", null=True, editable=False)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "utente"
        verbose_name_plural = "utenti"
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_ci")]

    def __str__(self):
        return self.name or self.email

    def save(self, *args, update_fields=None, **kwargs):
        """Keeps `is_staff` and the group in step with the role."""
        self.is_staff = self.is_superuser or self.role == self.Role.PROJECT_STAFF
        if update_fields is not None and {"role", "is_superuser"} & set(update_fields):
            update_fields = {*update_fields, "is_staff"}
        is_new = self._state.adding
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None or "role" in update_fields:
            enter_or_leave_group(self, is_new=is_new)

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split(" ")[0] if self.name else self.email

    @property
    def is_operator(self):
        """Who answers at the help desk; who runs the project does so too."""
        return self.is_project_staff or (self.is_active and self.role == self.Role.OPERATOR)

    @property
    def is_project_staff(self):
        return self.is_active and (self.is_superuser or self.role == self.Role.PROJECT_STAFF)

    @property
    def needs_mfa(self):
        """Who sees other people's data, or can change what everybody reads."""
        return self.is_staff or self.is_superuser or self.role != self.Role.CONTACT_PERSON
