"""Channels: each turns replies into what its users see."""
