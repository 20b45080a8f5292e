# SPDX-License-Identifier: AGPL-3.0-or-later
"""`python -m migliorapa.local setup|run|stop|url`."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured

from . import environment, postgres, run


def main(arguments: list[str]) -> None:
    match arguments:
        case ["setup"]:
            os.environ.setdefault("MIGLIORAPA_MODE", "demo")
            run.setup()
        case ["run"]:
            run.run()
        case ["stop"]:
            postgres.stop(postgres.locate())
        case ["url"]:
            environment.prepare(os.environ)
            print(os.environ.get("DATABASE_URL", ""))
        case _:
            raise SystemExit("Uso: python -m migliorapa.local setup|run|stop|url")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (postgres.PostgresError, ImproperlyConfigured) as error:
        raise SystemExit(str(error))
    except OSError as error:
        raise SystemExit(
            f"Non posso scrivere in {error.filename or postgres.ROOT}: {error.strerror}. "
            "Copiate il progetto in una cartella vostra e riprovate da lì."
        )
    except KeyboardInterrupt:
        raise SystemExit(130)
