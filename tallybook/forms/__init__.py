"""Forms, both ways: a file for each person to fill in, and what comes back of it.

1. `layout` says what a form asks, `telling` what it tells besides; `excel` (its `looks`) and `word` (its `word_cells`)
   write it, with hidden `marks` for its parts and `stamps` that say whose it is, whatever the file is called.
2. `from_excel` and `from_word` (by `word_text`) find what was written in a file that came back, as `returned` text;
   `understanding` makes a filled form of it or tells what is wrong, and `notes`, by `escaping`, the note that it is.
   `from_markdown` reads notes that were handed in as such.
3. `choosing` says which of several files of a person counts, and `keeping` loses none of them.
"""
