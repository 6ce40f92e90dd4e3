"""What officers import from Excel: the units of the tree and the people in them."""
