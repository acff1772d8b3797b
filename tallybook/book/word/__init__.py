"""The book in Word: Sphinx's pages become WordprocessingML, and python-docx's packages make .docx files of them.

`translator`, whose parts (`blocks`, `tables`, `figures` and so on) each know one kind of thing, makes every page
of `paper` a `Leaf` once; `binding` puts leaves into documents, `sheets` puts what stands around them, `styles` says
what all looks like, and `press` writes. Every text stands in an element of its own (see `xml`), never in a field.
"""
