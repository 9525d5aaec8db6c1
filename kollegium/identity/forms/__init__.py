"""The forms of identity: signing in, choosing a password, one's own name."""
