"""Short messages to people: texts that officers may edit, an outbox, gateways."""
