"""Who may do what: permissions, roles and the actor. Pure Python, no tables."""
