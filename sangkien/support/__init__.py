"""Help with writing: asked for inside a draft or without one, given by the support team."""
