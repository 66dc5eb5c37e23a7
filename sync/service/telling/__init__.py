"""Tells adults that a child waits: by e-mail, a web hook or ntfy, as the school switches on.

ways      how this school tells, kept in a file of its own since there are passwords in it
plan      what has to be told to whom now: pure
digest    the morning in numbers
outbox    each message until it is delivered, and the record of it
worker    works it out, sends it, tries again
mail, hook, ntfy   one way each

No message holds a name, a feeling, or anything that a child said: it holds a class and a link.
"""
