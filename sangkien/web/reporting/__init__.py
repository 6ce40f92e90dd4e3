"""Reports that are asked for, and those that are sent."""
