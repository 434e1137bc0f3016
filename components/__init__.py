"""The parts screens are made of, and every word a person reads."""
