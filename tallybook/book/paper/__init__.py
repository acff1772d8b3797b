"""What PDF and Word have in common: which documents there are, their pages made ready, what fits on a sheet."""
