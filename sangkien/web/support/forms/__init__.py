"""What is typed about help and about teams."""
