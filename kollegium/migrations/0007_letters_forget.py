from django.conf import settings
from django.db import migrations, models


def notice_keys(apps, _editor):
    """Letters written before: those that hold a key, and those sent already, which need it no more."""
    holding = apps.get_model("kollegium", "Letter").objects.filter(about__regex="^(invitation|password|leaving|guest):")
    holding.update(holds_key=True)
    if not settings.DEMO:
        holding.filter(state="sent").update(text="", html="")


class Migration(migrations.Migration):

    dependencies = [
        ('kollegium', '0006_threads_leave_with_their_owners'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='holds_key',
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name='organisation',
            name='own_domains',
            field=models.TextField(blank=True, help_text='En domän per rad, till exempel kommunen.se. Dit skickas protokollen med deltagarnas namn, till andra adresser bara med antalet. Är fältet tomt räknas de domäner där medarbetarna har sina adresser, utom allmänna som gmail.com.', verbose_name='Huvudmannens e-postdomäner'),
        ),
        migrations.AlterField(
            model_name='group',
            name='protocol_addresses',
            field=models.TextField(blank=True, help_text='En e-postadress per rad. Gruppens medlemmar får det alltid. Adresser utanför huvudmannens domäner får antalet deltagare i stället för namnen.', verbose_name='Protokollen skickas till'),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='protocol_addresses',
            field=models.TextField(blank=True, help_text='En e-postadress per rad. Adresser utanför huvudmannens domäner får antalet deltagare i stället för namnen.', verbose_name='Protokollen skickas också till'),
        ),
        migrations.AlterField(
            model_name='school',
            name='protocol_addresses',
            field=models.TextField(blank=True, help_text='En e-postadress per rad. Adresser utanför huvudmannens domäner får antalet deltagare i stället för namnen.', verbose_name='Protokollen från skolans lärgrupper skickas till'),
        ),
        migrations.RunPython(notice_keys, migrations.RunPython.noop),
    ]
