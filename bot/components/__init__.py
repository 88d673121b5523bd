"""Rasa graph components of our own. Beside `bot/assistant.py` the only code that imports Rasa."""
