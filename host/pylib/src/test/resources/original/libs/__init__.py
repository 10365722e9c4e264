"""A copy of the original's, with something of the user's own in it."""
SHOP_NAME = 'corner'
