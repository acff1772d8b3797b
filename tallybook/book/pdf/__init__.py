"""The book on paper: Sphinx's pages become Typst code, and Typst makes PDF files of them.

`builder` has every page of `paper` written by `translator`, whose parts (`blocks`,
`tables`, `figures` and so on) each know one kind of thing; `press` compiles. What it looks like is in `house/`.
Every text stands in the code as a string, so that nothing in the data can be code (see `code`).
"""
