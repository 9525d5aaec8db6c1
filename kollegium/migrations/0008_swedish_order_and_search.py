"""What a search looks in, and where a name stands in a list, kept beside the words: the same in every database."""

import unicodedata

from django.db import migrations, models

from kollegium.swedish import folded, in_order

OF = {  # model: what it is found by, what it is sorted by
    'School': (['name'], ['name']),
    'User': (['given_name', 'family_name', 'email'], ['given_name', 'family_name']),
    'Group': ([], ['name']),
    'Material': (['title', 'source', 'summary', 'try_it'], []),
    'AgendaTemplate': ([], ['name']),
    'Guest': (['name'], ['name']),
}


def normal(address):
    name, at, domain = unicodedata.normalize('NFC', address.strip()).rpartition('@')
    return f'{name}{at}{domain.lower()}'


def one_form_of_addresses(apps, schema_editor):
    """Where another has that address already, in other letters, both stay: somebody must see to them."""
    User = apps.get_model('kollegium', 'User')
    for person in list(User.objects.only("email")):
        email = normal(person.email)
        if email != person.email and not User.objects.filter(email__iexact=email).exclude(pk=person.pk).exists():
            User.objects.filter(pk=person.pk).update(email=email)


def number_schools_of_one_name(apps, schema_editor):
    """SQLite took "ängskolan" for another than "Ängskolan". Both stay, and the administrator sees which they are."""
    School = apps.get_model('kollegium', 'School')
    taken = {(school.organisation_id, folded(school.name)) for school in School.objects.all()}
    seen = set()
    for school in School.objects.order_by('pk'):
        place = school.organisation_id, folded(school.name)
        if place in seen:
            number = 2
            while (school.organisation_id, folded(f'{school.name[:110]} ({number})')) in taken:
                number += 1
            school.name = f'{school.name[:110]} ({number})'
            place = school.organisation_id, folded(school.name)
            taken.add(place)
            School.objects.filter(pk=school.pk).update(name=school.name)
        seen.add(place)


def fill(apps, schema_editor):
    for name, (found_by, sorts_as) in OF.items():
        model = apps.get_model('kollegium', name)
        for row in list(model.objects.all()):
            kept = {}
            if found_by:
                kept['found_by'] = '\n'.join(folded(getattr(row, field) or '') for field in found_by)
            if sorts_as:
                kept['sorts_as'] = in_order(' '.join(getattr(row, field) for field in sorts_as)).encode()
            model.objects.filter(pk=row.pk).update(**kept)
    schema_editor.connection.check_constraints()  # PostgreSQL changes no table while something is left to check


def columns():
    for name, (found_by, sorts_as) in OF.items():
        if found_by:
            yield migrations.AddField(name, 'found_by', models.TextField(default=''), preserve_default=False)
        if sorts_as:
            yield migrations.AddField(name, 'sorts_as', models.BinaryField(default=b''), preserve_default=False)


class Migration(migrations.Migration):

    dependencies = [
        ('kollegium', '0007_letters_forget'),
    ]

    operations = [
        migrations.AlterModelOptions(name='school', options={'ordering': ['sorts_as']}),
        migrations.AlterModelOptions(name='user', options={'ordering': ['sorts_as', 'pk']}),
        migrations.AlterModelOptions(name='group', options={'ordering': ['sorts_as', 'pk']}),
        migrations.AlterModelOptions(name='membership', options={'ordering': ['user__sorts_as', 'pk']}),
        migrations.AlterModelOptions(name='agendatemplate', options={'ordering': ['sorts_as', '-version']}),
        migrations.AlterModelOptions(name='guest', options={'ordering': ['sorts_as', 'pk']}),
        migrations.RemoveConstraint(model_name='school', name='one_school_per_name'),
        *columns(),
        migrations.RunPython(one_form_of_addresses, migrations.RunPython.noop),
        migrations.RunPython(number_schools_of_one_name, migrations.RunPython.noop),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='school',
            constraint=models.UniqueConstraint(fields=('organisation', 'found_by'), name='one_school_per_name'),
        ),
    ]
