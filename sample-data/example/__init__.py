"""The parts of the example-board generator."""
