# SPDX-License-Identifier: AGPL-3.0-or-later
import factory
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from migliorapa.accounts.models import Administration, Membership, User

PASSWORD = "una-password-lunga-12"


class AdministrationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Administration

    ipa_code = factory.Sequence(lambda n: f"c_x{n:03d}")
    name = factory.Sequence(lambda n: f"Comune di Prova {n}")
    type = Administration.Type.COMUNE
    istat_code = "072006"
    region_code, region = "16", "Puglia"
    email_domain = factory.LazyAttribute(lambda o: f"comune.{o.ipa_code.replace('_', '-')}.it")


class UserFactory(factory.django.DjangoModelFactory):
    """A verified contact person; `second_factor=True` adds an app and recovery codes."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        operator = factory.Trait(role=User.Role.OPERATOR)
        staff = factory.Trait(role=User.Role.PROJECT_STAFF)
        superuser = factory.Trait(is_superuser=True)
        demo = factory.Trait(is_demo=True)

    email = factory.Sequence(lambda n: f"persona{n}@esempio.invalid")
    name = "Maria Rossi"

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        self.set_password(extracted or PASSWORD)
        self.save(update_fields=["password"])

    @factory.post_generation
    def verified(self, create, extracted, **kwargs):
        EmailAddress.objects.create(
            user=self, email=self.email, primary=True, verified=extracted is not False
        )

    @factory.post_generation
    def second_factor(self, create, extracted, **kwargs):
        if extracted:
            self.totp_secret = generate_totp_secret()
            TOTP.activate(self, self.totp_secret)
            RecoveryCodes.activate(self)


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    class Params:
        approved = factory.Trait(
            status=Membership.Status.APPROVED, decided=factory.LazyFunction(timezone.now)
        )
        coordinator = factory.Trait(approved=True, is_coordinator=True)
        refused = factory.Trait(
            status=Membership.Status.REFUSED, decided=factory.LazyFunction(timezone.now)
        )

    user = factory.SubFactory(UserFactory)
    administration = factory.SubFactory(AdministrationFactory)
