"""What became of a run, for people and for programs: one reporter a module."""
