"""Appointments with a human: offices, routing, free slots, booking, notices and reminders."""
