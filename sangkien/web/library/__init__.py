"""The library of proven initiatives, and what happens to an initiative after it was confirmed."""
