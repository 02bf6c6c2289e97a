"""TODO: replaced by the room's owner."""
