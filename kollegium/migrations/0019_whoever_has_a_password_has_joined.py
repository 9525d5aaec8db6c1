# By itself: PostgreSQL alters no table whose rows were changed in the same transaction.
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kollegium', '0018_who_has_joined'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('joined_on__isnull', False), ('password', ''), ('password__startswith', '!'), _connector='OR'), name='whoever_has_a_password_has_joined'),
        ),
    ]
