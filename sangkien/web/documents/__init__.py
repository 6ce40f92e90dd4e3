"""Pages of composed documents."""
