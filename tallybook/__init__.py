"""Tallybook makes a book of periodic work summaries in which every number tallies.

A build tells one story, and each room of the package tells one part of it:

1. `workspace` finds and checks the settings in `_config.yml`.
2. `tables` reads every declared table, maps it to the canonical columns and lists all faults at once.
3. `slices` cuts for each subject and period exactly the rows that its page may know.
4. `runs` executes the subject's notebook on its slice, in parallel; a failed run is a value, not an end.
5. `results` takes from the executed notebook what it hands over: facts, courses, figures.
6. `compose` joins results, notes and promises into summaries, and renders them as MyST pages.
7. `book` makes the pages a Jupyter Book and puts the finished one in place of the last.
8. `archive` seals the book with all that it was made from, and verifies years later that nothing has changed.

`measures` holds the rules that make the numbers right and `charts` the drawings; notebooks reach both
through `notebook`. `workbooks` writes Excel files, `forms` those that people fill in. `pipeline` calls the steps in order; `cli` is the only room that prints.
"""

__version__ = "0.1.0"
