"""The commands of `lotse`, by what they are about."""
