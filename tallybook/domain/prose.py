"""Where people speak in their own words: the columns that hold prose, and those that name somebody."""

PROSE = {
    "visits": ("purpose", "need", "opinion"),
    "problems": ("text", "cause"),
    "commitments": ("text", "reason"),
    "conduct": ("note",),
    "notes": (
        "achievements",
        "problems",
        "next_steps",
        "success_case",
        "failure_case",
        "promises",
        "opinions",
    ),
}
PERSONS = {
    "customers": ("contact",),
    "visits": ("handler",),
    "problems": ("owner",),
    "commitments": ("owner",),
}
