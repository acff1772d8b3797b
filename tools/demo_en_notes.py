"""What the people of the English starter write about their half-year; figures come in by name."""

from typing import NamedTuple


class Words(NamedTuple):
    """One person's own words: `{lent}`, `{plan}` and `{share}` stand for what the tables say."""

    achievements: str
    problems: str
    next_steps: str


WORDS = {
    "p1": Words(
        "Loans issued came to {lent}, {share} of plan. The two key customers renewed their limits early, and "
        "Brightwater Marine moved its payroll to us after the second visit.\n\n"
        "- The quarterly reviews with key customers were all held on time.\n"
        "- The new checklist for equipment loans saves each applicant one round of papers.",
        "Drawdowns cluster in the last week of a month, so papers queue at the same desk. Two customers complained "
        "that they were asked twice for the same accounts.",
        "The papers for every renewal will be asked for a month ahead, and once only; what is promised is in the table.",
    ),
    "p2": Words(
        "New loans reached {lent} against a plan of {plan}. Most of it went to equipment, where we know the suppliers.",
        "Fee income depends on two guarantees that end this year. Nobody else among my customers uses more than "
        "lending and a current account.",
        "Each customer gets one visit this autumn with a colleague from payments along.",
    ),
    "p3": Words(
        "In my first full half-year loans issued were {lent}, {share} of plan, most of them to customers whom "
        "the branch had not visited for two years.",
        "I still need help with larger applications: two came back from credit with questions I should have asked.",
        "I will sit in with credit once a month and take the questions along to the next visit.",
    ),
    "p5": Words(
        "Loans issued: {lent}. The harbour project was the half-year's largest single loan; it was ready to sign within three weeks "
        "because legal and credit worked from the same draft.",
        "Deposits of the project's owner leave again as soon as they arrive. We have no offer for money that stays "
        "only for a week.",
        "Treasury has been asked for a short-notice account; until there is one, the table names what can be done without it.",
    ),
    "p6": Words(
        "The half-year brought new loans of {lent} ({share} of plan). Referrals from accountants "
        "are now the best source of customers.",
        "Answers on credit limits take too long, and customers say so at every visit.",
        "Limits that are known to end will be prepared before the customer asks.",
    ),
    "p8": Words(
        "Loans issued came to {lent}, which is {share} of plan; competition for the good names was hard.",
        "Two customers moved salary payments to another bank after our file format had refused theirs twice. "
        "I reported it late.",
        "Both customers will be visited with someone who can change the format on the spot.",
    ),
}  # fmt: skip
