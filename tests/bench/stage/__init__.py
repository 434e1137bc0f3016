"""What the bench serves: the product with one door more, an empty script, and the barest live page."""
