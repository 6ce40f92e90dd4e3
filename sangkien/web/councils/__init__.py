"""Councils: my councils, sessions with their agenda, sheets and ballots, minutes, results."""
