"""Forms, both ways: a file for each person to fill in, and what comes back of it.

`layout` says what a form asks, `excel` writes it, `stamps` say whose it is, whatever the file is called.
"""
