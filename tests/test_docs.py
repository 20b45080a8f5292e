# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the documentation says is so: commands, paths, links, settings, metadata."""

import ast
import re
import subprocess
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from paths.engine import Finding, Kind, Severity
from paths.review.findings import TITLES

ROOT = Path(settings.BASE_DIR)
SKIPPED = {".git", ".venv", ".local", "staticfiles", "media", "node_modules"}
LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
FILE_PATH = re.compile(r"\.{0,2}[A-Za-z][\w.-]*/[\w./-]*")
VARIABLE = re.compile(r"^#?([A-Z][A-Z_]+)=", re.MULTILINE)


def markdown_files() -> list[Path]:
    return [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


in_each_document = pytest.mark.parametrize(
    "document", markdown_files(), ids=lambda file: str(file.relative_to(ROOT))
)


@cache
def documentation() -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in markdown_files())


def make_targets() -> list[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)[1].split()


def management_commands() -> list[str]:
    found = ROOT.glob("[!.]*/**/management/commands/*.py")
    return sorted(file.stem for file in found if file.stem != "__init__")


@pytest.mark.parametrize("target", make_targets())
def test_every_make_target_is_documented(target):
    assert re.search(rf"\bmake {target}\b", documentation())


@pytest.mark.parametrize("command", management_commands())
def test_every_management_command_is_documented(command):
    assert re.search(rf"`(?:[\w./ ]*manage\.py )?{command}\b", documentation())


def test_no_document_names_a_make_target_that_is_not_there():
    named = set(re.findall(r"(?:`|^)(?:\w+=\S+ )*make ([a-z]+)", documentation(), re.MULTILINE))
    assert {"run", "test"} <= named
    assert named <= set(make_targets())


def named_paths(document: Path) -> list[str]:
    """Between backticks, with a slash; not addresses of pages, which begin with one."""
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    return [code for code in CODE.findall(text) if FILE_PATH.fullmatch(code)]


@in_each_document
def test_every_path_named_between_backticks_exists(document):
    missing = [name for name in named_paths(document) if not (ROOT / name).exists()]
    assert missing == []


def test_the_check_of_paths_sees_paths():
    assert "tests/test_architecture.py" in named_paths(ROOT / "docs" / "architecture.md")


def anchors(document: Path) -> set[str]:
    """Identifiers of the headings, as code hosting sites make them."""
    text = FENCE.sub("", document.read_text(encoding="utf-8"))
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    words = [re.sub(r"[^\w\- ]", "", title.lower()) for title in titles]
    return {title.replace(" ", "-") for title in words}


@in_each_document
def test_relative_links_lead_to_files_and_headings_that_exist(document):
    text = CODE.sub("", FENCE.sub("", document.read_text(encoding="utf-8")))
    for link in LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def settings_variables() -> set[str]:
    tree = ast.parse((ROOT / "migliorapa" / "settings.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    own = {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in {"env", "flag", "listed"}
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    given = {
        word.value.value
        for call in calls
        for word in call.keywords
        if word.arg == "env" and isinstance(word.value, ast.Constant)
    }
    return own | given


def example_of_settings() -> str:
    return (ROOT / ".env.example").read_text(encoding="utf-8")


def test_the_example_of_settings_names_exactly_the_variables_that_are_read():
    named = VARIABLE.findall(example_of_settings())
    assert len(named) == len(set(named))
    assert set(named) == settings_variables()
    assert {"SECRET_KEY", "DATABASE_URL", "OWNER_NAME"} <= settings_variables()


def test_every_variable_of_the_example_has_a_line_that_explains_it():
    lines = example_of_settings().splitlines()
    bare = [
        line
        for before, line in pairwise(lines)
        if VARIABLE.match(line) and not re.match(r"# \w.+\.$", before)
    ]
    assert bare == []


def test_every_setting_is_told_to_who_installs():
    text = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    assert {name for name in settings_variables() if f"`{name}`" not in text} == set()


@pytest.fixture(scope="module")
def publiccode():
    return yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


def test_publiccode_has_every_key_that_the_standard_requires(publiccode):
    needed = {"publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus"}
    needed |= {"softwareType", "description", "legal", "maintenance", "localisation"}
    assert needed <= publiccode.keys()
    assert publiccode["legal"]["license"] == "AGPL-3.0-or-later"
    assert publiccode["maintenance"]["contacts"][0]["name"]
    assert publiccode["localisation"] == {"localisationReady": False, "availableLanguages": ["it"]}


@pytest.mark.parametrize("language", ["it", "en"])
def test_publiccode_describes_the_software_within_the_lengths_of_the_standard(publiccode, language):
    description = publiccode["description"][language]
    assert len(description["shortDescription"]) <= 150
    assert 150 <= len(description["longDescription"]) <= 10_000
    assert 5 <= len(description["features"]) <= 20
    for picture in description["screenshots"]:
        assert (ROOT / picture).exists(), picture


def test_all_files_agree_on_the_version(publiccode):
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"$', project, re.MULTILINE)[1]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert publiccode["softwareVersion"] == version
    assert f"## {version} - {publiccode['releaseDate']}" in changes


def test_pictures_of_the_readme_are_light():
    pictures = sorted((ROOT / "docs" / "screenshots").glob("*.png"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [p.name for p in pictures if p.stat().st_size > 200_000] == []
    assert [p.name for p in pictures if f"docs/screenshots/{p.name}" not in readme] == []
    assert len(pictures) >= 6


def project_files() -> list[Path]:
    """Tracked files; in an unpacked archive, everything but what a first run makes."""
    if (ROOT / ".git").exists():
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        files = [ROOT / name for name in names.stdout.split("\0") if name]
    else:
        files = [f for f in ROOT.rglob("*") if not SKIPPED & set(f.relative_to(ROOT).parts)]
    return [file for file in files if file.is_file()]


# In pieces, or this file would be the first to be found.
HOSTS = [
    "pypi" + r"\.org",
    "python" + "hosted",
    "npm" + r"js\.",
    "yarn" + "pkg",
    "crates" + r"\.io",
]
MACHINE = [r"(?<![\w.>])/" + name + "/" for name in ("work", "root", r"home/\w+", r"Users/\w+")]
NOT_OURS = re.compile("|".join(HOSTS + MACHINE))


def test_no_file_names_a_package_registry_or_a_folder_of_some_machine():
    found = []
    for file in project_files():
        text = file.read_bytes().decode("utf-8", errors="replace")
        found += [(str(file.relative_to(ROOT)), hit[0]) for hit in NOT_OURS.finditer(text)]
    assert found == []


def test_the_format_of_the_rules_names_all_that_keeps_them_from_being_put_in_force():
    told = (ROOT / "paths/engine/FORMAT.md").read_text(encoding="utf-8")
    refused = [kind for kind in Kind if Finding(kind, "").publish is Severity.REFUSED]
    assert [kind for kind in refused if f"`{kind}`" not in told] == []
    assert TITLES[Kind.UNEXPLAINED] in told.replace("\n", " ")
