"""The union's organisation: tree, clusters and blocks, headcounts, membership, grants."""
