"""Pure functions over plain values. No clock, no database, no files: time is an argument."""
