"""Argon2id with the memory that OWASP asks for: many who sign in at once must not empty a small server."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    # OWASP Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane.
    memory_cost = 19_456
    time_cost = 2
    parallelism = 1
