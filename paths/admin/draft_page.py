# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page where a draft is written: one form, one save, nothing typed is ever lost."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .. import actions, review
from ..engine import CompiledRuleSet, GoldenCase, RuleError, dumps, explain, loads
from ..engine import RuleSet as Rules
from ..models import RuleSet
from ..review.differences import differing_codes
from ..rules_form import Catalogue, Matrix, TrialForm, with_gaps
from ..rules_form.matrix import Problem
from .rules_common import address, changes_in_words, log, page


class DraftPage:
    """`rules` are those judged on the page: the saved ones, or those just tried."""

    def __init__(self, request: HttpRequest, row: RuleSet):
        self.request, self.row = request, row
        self.saved = self.rules = loads(row.canonical)
        self.catalogue = Catalogue.today(self.saved)
        data = request.POST if request.method == "POST" else None
        stamp = actions.stamp(row)
        self.matrix = Matrix(self.saved, self.catalogue, note=row.note, seen=stamp, data=data)
        self.trial = TrialForm(data, self.catalogue)
        self.refusals: list[str] = []
        self.stale: RuleSet | None = None
        self.tried = None

    def respond(self) -> HttpResponse:
        if self.request.method == "POST" and self.matrix.is_valid():
            try:
                if response := self._act(self.request.POST.get("do", "save")):
                    return response
            except actions.StaleDraft as refusal:
                self.stale = refusal.row
            except (RuleError, actions.RulesError) as refusal:
                self.refusals.append(str(refusal))
        return self._show()

    def _act(self, what: str) -> HttpResponse | None:
        if what in ("try", "case") and not self.trial.is_valid():
            return None
        if what == "try":
            self.rules = self.matrix.ruleset()
            self.tried = review.try_profile(self.rules, self.trial.profile(), self._words)
            return None
        rules = self.matrix.ruleset(self._tried_case() if what == "case" else None)
        if what == "space":
            rules = with_gaps(rules)
        if what == "aside":
            return self._save_aside(rules)
        saved = actions.save_draft(
            draft=self.row, rules=rules, note=self.matrix.note, seen=self.matrix.seen
        )
        log(self.request, saved, "Bozza salvata.")
        return self._saved(saved, what)

    def _saved(self, saved: RuleSet, what: str) -> HttpResponse:
        if what == "publish":
            return redirect("admin:paths_ruleset_publish", saved.pk)
        blocking = len(review.report(saved.canonical).blocking)
        judged = (
            "Nessuna segnalazione impedisce di metterla in vigore."
            if not blocking
            else "Una segnalazione impedisce di metterla in vigore."
            if blocking == 1
            else f"{blocking} segnalazioni impediscono di metterla in vigore."
        )
        messages.success(self.request, f"Bozza {saved.version} salvata. {judged}")
        return redirect(address(saved) + ("#casi" if what == "case" else ""))

    def _save_aside(self, rules: Rules) -> HttpResponse:
        new = actions.save_aside(draft=self.row, rules=rules, note=self.matrix.note)
        log(self.request, new, f"Bozza salvata a parte della {self.row.version}.")
        messages.success(self.request, f"Quello che avete scritto è nella bozza {new.version}.")
        return redirect(address(new))

    def _tried_case(self) -> GoldenCase:
        """The profile tried, expecting what the rules as typed give it."""
        rules, profile = self.matrix.ruleset(), self.trial.profile()
        found = explain(CompiledRuleSet(rules), profile)
        if found.path is None:
            raise actions.RulesError(
                "Il profilo provato non porta a un solo percorso: completate le risposte."
            )
        return GoldenCase(
            code="nuovo",
            profile=profile,
            path=found.path.code,
            rule=found.path.rule,
            modifiers=tuple(modifier.rule for modifier in found.modifiers),
            origin="Profilo provato dalla redazione",
        )

    @property
    def _words(self):
        return self.catalogue.words

    @property
    def _problems(self) -> list[Problem]:
        typed = self.matrix.problems if self.request.method == "POST" else []
        return [*(Problem("", sentence) for sentence in self.refusals), *typed, *self._of_trial]

    @property
    def _of_trial(self) -> list[Problem]:
        if self.request.method != "POST":
            return []
        return [
            Problem(self.trial[name].auto_id, f"Profilo da provare. {sentence}")
            for name, sentences in self.trial.errors.items()
            for sentence in sentences
        ]

    def _show(self) -> HttpResponse:
        canonical = dumps(self.rules)
        found = review.report(canonical)
        self.matrix.show_notices(review.sentences_by_row(found, self._words))
        self.row.canonical = canonical
        changes = actions.changes_against_force(self.row)
        draft = self.row.status == RuleSet.Status.DRAFT
        title = f"Bozza {self.row.version} delle regole" if draft else "Quello che avete scritto"
        return page(
            self.request,
            "draft.html",
            self.row,
            title,
            matrix=self.matrix,
            catalogue=self.catalogue,
            questions=[(self._words.question(q.code), q.text) for q in self._words.asked],
            trial=self.trial,
            tried=self.tried,
            problems=self._problems,
            findings=review.tell_findings(found, self._words),
            blocking=len(found.blocking),
            **changes_in_words(changes, self._words),
            drift=review.drift(self.saved, self.catalogue.facts),
            stale=self._stale(),
        )

    def _stale(self) -> dict | None:
        if self.stale is None:
            return None
        last = self.stale.history.select_related("history_user").first()
        theirs = loads(self.stale.canonical)
        return {
            "who": last.history_user if last else None,
            "when": self.stale.updated,
            "stamp": actions.stamp(self.stale),
            "codes": differing_codes(theirs, self.matrix.ruleset()),
        }


class OrphanPage(DraftPage):
    """What was typed on a draft that is no more, shown over the version in force."""

    def _act(self, what: str) -> HttpResponse | None:
        if what in ("aside", "try"):
            return super()._act(what)
        raise actions.RulesError(
            "Un'altra persona ha eliminato questa bozza: salvate quello che avete scritto in "
            "un'altra bozza."
        )
