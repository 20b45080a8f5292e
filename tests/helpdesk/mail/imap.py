# SPDX-License-Identifier: AGPL-3.0-or-later
"""A real IMAP server on a free port, in a folder of its own; each test has a new mailbox."""

import getpass
import imaplib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from tests.site import free_port

DOVECOT = "/usr/sbin/dovecot"
PASSWORD = "segreta"
_numbers = count(1)
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
mail_location = maildir:{folder}/mail/%u
namespace inbox {{
  inbox = yes
  separator = {separator}
  prefix = {prefix}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
  chroot =
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass
class Box:
    port: int
    user: str = "chiunque"

    def _connected(self):
        server = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        server.login(self.user, PASSWORD)
        return server

    def put(self, *mails: bytes) -> None:
        server = self._connected()
        for mail in mails:
            assert server.append("INBOX", None, None, mail)[0] == "OK"
        server.logout()

    def count(self, folder: str) -> int:
        server = self._connected()
        kind, data = server.select(f'"{folder}"', readonly=True)
        server.logout()
        return int(data[0]) if kind == "OK" else 0

    def wait(self) -> None:
        until = time.monotonic() + 20
        while True:
            try:
                return self._connected().logout()
            except (OSError, imaplib.IMAP4.error):
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)


def _accounts() -> dict:
    """As root the packaged accounts and `nobody` for the mails, otherwise who runs the tests."""
    me = pwd.getpwuid(os.getuid())
    if me.pw_uid:
        name = getpass.getuser()
        group = os.getgid()
        return {"internal": name, "login": name, "group": group, "uid": me.pw_uid, "gid": group}
    nobody = pwd.getpwnam("nobody")
    accounts = {"internal": "dovecot", "login": "dovenull", "group": "dovecot"}
    return accounts | {"uid": nobody.pw_uid, "gid": nobody.pw_gid}


@pytest.fixture(scope="session", params=[("/", ""), (".", "INBOX.")], ids=["top", "below INBOX"])
def imap_server(request):
    if not os.access(DOVECOT, os.X_OK):
        pytest.skip("manca dovecot: installate il pacchetto dovecot-imapd")
    separator, prefix = request.param
    folder, accounts = Path(tempfile.mkdtemp(prefix="imap-")), _accounts()
    folder.chmod(0o755)
    (folder / "mail").mkdir()
    os.chown(folder / "mail", accounts["uid"], accounts["gid"])
    box = Box(free_port())
    config = folder / "dovecot.conf"
    names = {"folder": folder, "port": box.port, "password": PASSWORD}
    config.write_text(CONFIG.format(**names, separator=separator, prefix=prefix, **accounts))
    command = [DOVECOT, "-F", "-c", str(config)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            box.wait()
            yield box
        finally:
            server.terminate()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def imap_box(imap_server, settings):
    """Empty; the settings of this process already point to it."""
    box = Box(imap_server.port, f"aiuto{next(_numbers)}")
    settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_SSL = "127.0.0.1", box.port, False
    settings.IMAP_USER, settings.IMAP_PASSWORD = box.user, PASSWORD
    settings.IMAP_FOLDER = "INBOX"
    return box
