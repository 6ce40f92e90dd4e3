"""What happened, written down once: audit trail, feeds and the outbox of the background work."""
