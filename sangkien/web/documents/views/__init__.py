"""Pages of documents, one module for each thing that is done with them."""
