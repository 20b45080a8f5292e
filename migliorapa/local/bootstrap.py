#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes `.venv` from the pinned requirements. Standard library only.

Runs on whatever `python3` the host has, so the syntax stays old enough for it
to say, in one sentence, that a newer Python is needed.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
MINIMUM = (3, 11)
CANDIDATES = ("python3", "python3.13", "python3.12", "python3.11", "python3.14", "python")


def stop(sentence):
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def version_of(program):
    try:
        out = subprocess.check_output(
            [program, "-c", "import sys, venv, ensurepip; print(*sys.version_info[:2])"],
            stderr=subprocess.DEVNULL,
        )
        return tuple(int(part) for part in out.split())
    except (OSError, subprocess.CalledProcessError, ValueError):
        return (0, 0)


def find_python():
    for program in (sys.executable,) + CANDIDATES:
        if version_of(program) >= MINIMUM:
            return program
    found = ".".join(str(part) for part in sys.version_info[:3])
    return stop(
        "Serve Python 3.11 o più recente, con il modulo venv: qui c'è la versione %s. "
        "Su Debian e Ubuntu: apt install python3-venv." % found
    )


def fingerprint(requirements):
    with open(os.path.join(ROOT, requirements), "rb") as source:
        return hashlib.sha256(source.read()).hexdigest()


def install(requirements):
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--quiet", "--python", PYTHON, "-r", requirements]
    else:
        command = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
        command += ["-r", requirements]
    if subprocess.call(command, cwd=ROOT) != 0:
        stop(
            "Non è stato possibile installare le dipendenze di %s: controllate la rete "
            "e riprovate; il messaggio qui sopra dice quale manca." % requirements
        )


def main(requirements):
    wanted = fingerprint(requirements)
    stamp = os.path.join(VENV, "installed-" + requirements)
    if os.path.exists(PYTHON) and version_of(PYTHON) >= MINIMUM and os.path.exists(stamp):
        with open(stamp) as seen:
            if seen.read() == wanted:
                return
    if not os.access(ROOT, os.W_OK):
        stop(
            "La cartella %s non è scrivibile: copiate il progetto in una cartella vostra "
            "e riprovate da lì." % ROOT
        )
    python = find_python()
    if version_of(PYTHON) < MINIMUM:
        print("Preparo l'ambiente in .venv (solo la prima volta, qualche minuto)...")
        sys.stdout.flush()
        if subprocess.call([python, "-m", "venv", "--clear", VENV]) != 0:
            stop("Non è stato possibile creare .venv: leggete il messaggio qui sopra.")
    install(requirements)
    with open(stamp, "w") as out:
        out.write(wanted)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "requirements.txt")
