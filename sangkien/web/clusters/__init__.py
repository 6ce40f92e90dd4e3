"""Clusters and blocks: lists by year, one of them with its heads and documents, the copy."""
