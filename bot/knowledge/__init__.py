"""What Lotse knows: loads, checks, indexes and searches the answers that people wrote."""
