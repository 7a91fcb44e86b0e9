"""The parts of make_faults.py."""
