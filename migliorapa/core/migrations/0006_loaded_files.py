# SPDX-License-Identifier: AGPL-3.0-or-later
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0005_search_engine")]
    operations = [
        migrations.CreateModel(
            name="LoadedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120, unique=True, verbose_name="file")),
                ("file_sha256", models.CharField(max_length=64)),
                ("row_sha256", models.CharField(blank=True, max_length=64)),
                ("loaded", models.DateTimeField(auto_now=True, verbose_name="caricato")),
            ],
            options={
                "verbose_name": "file di contenuto",
                "verbose_name_plural": "file di contenuto",
                "ordering": ["name"],
            },
        )
    ]
