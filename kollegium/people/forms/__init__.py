"""The forms of people: of one's own account, and of the huvudman's arrangements."""
