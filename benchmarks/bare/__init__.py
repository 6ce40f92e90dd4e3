"""The least that Django can do for a signed-in form: what registering is measured against.

The same columns, indexes and foreign keys as the initiatives, the same sessions and accounts;
none of the project's rules, journal, totals, middleware or design.
"""
