# SPDX-License-Identifier: AGPL-3.0-or-later
"""What each role may do in the site's administration.

`redazione` enters it and belongs to the group of the same name; the group's
permissions are written anew after each `migrate`:

- content apps (paths, helpdesk, events, topics and pages): everything;
- outbox: look, and put back into the queue what was not delivered;
- administrations: add and change; memberships: change; people: only look.

Nobody but a superuser changes people, or a member of staff could promote themself.
"""

from django.contrib.auth.management import create_permissions

GROUP = "Redazione"
CONTENT_APPS = {"core", "paths", "helpdesk", "events"}
ACCOUNT_PERMISSIONS = {
    "view_administration",
    "add_administration",
    "change_administration",
    "view_membership",
    "change_membership",
    "view_user",
}
OUTBOX_PERMISSIONS = {"view_outboxmail", "requeue_outboxmail", "view_jobrun"}


def _wanted(permission):
    if permission.content_type.app_label == "outbox":
        return permission.codename in OUTBOX_PERMISSIONS
    if permission.content_type.app_label == "accounts":
        return permission.codename in ACCOUNT_PERMISSIONS
    return permission.codename.startswith("view_") or "_historical" not in permission.codename


def grant_group_permissions(sender, using="default", **kwargs):
    """After `migrate`, for one app: gives the group what its role says, takes the rest."""
    if sender.label not in CONTENT_APPS | {"accounts", "outbox"}:
        return
    from django.contrib.auth.models import Group, Permission

    create_permissions(sender, verbosity=0, using=using)
    of_app = Permission.objects.using(using).filter(content_type__app_label=sender.label)
    group, _ = Group.objects.using(using).get_or_create(name=GROUP)
    wanted = [found for found in of_app.select_related("content_type") if _wanted(found)]
    group.permissions.remove(*of_app)
    group.permissions.add(*wanted)


def enter_or_leave_group(user, *, is_new):
    from django.contrib.auth.models import Group

    if user.role == user.Role.PROJECT_STAFF:
        group, _ = Group.objects.get_or_create(name=GROUP)
        user.groups.add(group)
    elif not is_new:
        user.groups.through.objects.filter(user=user, group__name=GROUP).delete()
