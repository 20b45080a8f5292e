# SPDX-License-Identifier: AGPL-3.0-or-later
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models

from . import groups


class SearchDocument(models.Model):
    """One findable page, written by the app that owns it through `search.publish()`."""

    key = models.CharField("chiave", max_length=120, unique=True)
    kind = models.CharField("tipo", max_length=40, db_index=True)
    code = models.CharField("codice", max_length=40, blank=True)
    url = models.CharField("indirizzo", max_length=300)
    title = models.CharField("titolo", max_length=300)
    summary = models.TextField("sintesi", blank=True)
    body = models.TextField("testo", blank=True)
    weight = models.FloatField("peso", default=1)
    topics = ArrayField(
        models.CharField(max_length=60), verbose_name="argomenti", default=list, blank=True
    )

    class Meta:
        verbose_name = "documento della ricerca"
        verbose_name_plural = "documenti della ricerca"

    def __str__(self):
        return self.title


class SearchPosting(models.Model):
    """A stem in a page; `frequency` is weighed by field and length (`scoring.frequencies`)."""

    pk = models.CompositePrimaryKey("document", "stem")
    document = models.ForeignKey(
        SearchDocument, on_delete=models.CASCADE, db_constraint=False, db_index=False
    )
    stem = models.CharField(max_length=40, db_collation="C")
    frequency = models.FloatField()

    class Meta:
        indexes = [
            # The strongest pages of a stem first: long lists are read from the top only.
            models.Index(
                fields=["stem", "-frequency"], include=["document"], name="core_search_posting"
            )
        ]


class SearchWord(models.Model):
    """A word that some page uses. Not unique: two writers never wait for each other."""

    word = models.CharField(max_length=40, db_collation="C")
    stem = models.CharField(max_length=40, db_collation="C")
    root = models.CharField(max_length=40, db_collation="C")
    spellings = ArrayField(models.CharField(max_length=40))  # see `spelling.keys`

    class Meta:
        indexes = [
            models.Index(fields=["word"], name="core_search_word"),
            models.Index(fields=["root", "stem"], name="core_search_root"),
            GinIndex(fields=["spellings"], name="core_search_spellings", fastupdate=False),
        ]


class SearchFrequent(models.Model):
    """In how many pages a very common stem is, as counted last; the empty stem counts them all."""

    stem = models.CharField(max_length=40, primary_key=True, db_collation="C")
    documents = models.PositiveIntegerField()


class SearchSynonym(models.Model):
    """Words near in meaning. What staff never touched follows `thesaurus.txt` (`origin`)."""

    class Kind(models.TextChoices):
        SYNONYM = "synonym", "sinonimi"
        ACRONYM = "acronym", "sigla"

    words = models.CharField(
        "parole",
        max_length=400,
        help_text="Parole o espressioni separate da virgole, per esempio: "
        "«scadenza, termine, data limite». Per una sigla: "
        "«URP, ufficio relazioni con il pubblico».",
    )
    kind = models.CharField("tipo", max_length=10, choices=Kind.choices, default=Kind.SYNONYM)
    active = models.BooleanField("attivo", default=True)
    proposed_from = models.CharField("proposto dalla ricerca", max_length=200, blank=True)
    origin = models.CharField(max_length=400, blank=True, editable=False)
    keys = ArrayField(models.CharField(max_length=200), default=list, editable=False)
    roots = ArrayField(models.CharField(max_length=40), default=list, editable=False)

    class Meta:
        verbose_name = "gruppo di sinonimi"
        verbose_name_plural = "sinonimi e sigle"
        ordering = ["words"]
        indexes = [GinIndex(fields=["keys"], name="core_search_synonym_keys")]

    def __str__(self):
        return self.words

    def save(self, *args, **kwargs):
        self.index()
        super().save(*args, **kwargs)

    def clean(self):
        if len(groups.phrases(self.words)) < 2:
            raise ValidationError(
                {"words": "Scrivete almeno due parole o espressioni diverse, separate da virgole."}
            )

    def index(self):
        self.keys, self.roots = groups.keys(self.words), groups.roots(self.words)


class SearchQuery(models.Model):
    """What was searched on a day, by nobody in particular: the gaps in what we know."""

    text = models.CharField("ricerca", max_length=200)
    day = models.DateField("giorno")
    results = models.PositiveIntegerField("risultati")
    count = models.PositiveIntegerField("volte", default=1)
    clicked = models.PositiveIntegerField("con un risultato aperto", default=0)

    class Meta:
        verbose_name = "ricerca fatta"
        verbose_name_plural = "ricerche fatte"
        ordering = ["-day", "-count", "text"]
        constraints = [models.UniqueConstraint(fields=["text", "day"], name="core_search_query")]

    def __str__(self):
        return self.text
