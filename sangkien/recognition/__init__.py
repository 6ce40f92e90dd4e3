"""Recognition: decisions, certificates, levels of influence, revocation, appeals."""
