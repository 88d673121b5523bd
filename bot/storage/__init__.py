"""Redis: conversations and what belongs to them."""
