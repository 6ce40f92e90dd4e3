"""The parts of the sample data, each whole or not there at all, in the order of history."""
