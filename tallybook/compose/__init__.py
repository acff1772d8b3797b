"""Compose: summaries from results and notes, and pages from summaries; values in, values or text out."""
