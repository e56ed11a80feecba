"""What says that two texts mean the same: words, numbers, names and verbatim strings."""
