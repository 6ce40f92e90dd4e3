"""What people say about confirmed initiatives: comments, questions, praise, following."""
