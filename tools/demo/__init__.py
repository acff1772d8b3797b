"""The demo workspace's data: an invented city bank, its customers and its people's notes, from a seed.

`house` says who there is, `customers` whom they serve, `balances` and `flows` what that brings, `plans` what
was planned, `diary` what was visited, found wrong and promised, `notes` what they write about it all;
`world` puts it together and `output` writes it as files.
"""
