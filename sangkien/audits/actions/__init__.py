"""Drawing a sample, writing down what was found, finishing."""
