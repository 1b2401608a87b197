from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0009_home_visits"),
    ]

    operations = [
        migrations.AddField(
            model_name="homevisit",
            name="errand",
            field=models.CharField(
                choices=[("help", "Help"), ("result", "Result")], default="help", max_length=6
            ),
        ),
        migrations.AlterField(
            model_name="homevisit",
            name="state",
            field=models.CharField(
                choices=[
                    ("asked", "Asked"),
                    ("planned", "Planned"),
                    ("missed", "Missed"),
                    ("done", "Done"),
                    ("returned", "Returned"),
                    ("dropped", "Dropped"),
                ],
                default="asked",
                max_length=10,
            ),
        ),
    ]
