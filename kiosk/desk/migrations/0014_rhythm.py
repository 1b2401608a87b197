from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0013_conditions"),
    ]

    operations = [
        migrations.AddField(
            model_name="condition",
            name="every",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
