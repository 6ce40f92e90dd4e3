"""What is decided without a database: votes, score tables, marks, and the steps of a session."""
