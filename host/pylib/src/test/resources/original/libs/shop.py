"""The user's own, beside the original's modules."""
from . import SHOP_NAME

PRICES = {'tea': 3}


def price_of(name):
    return PRICES[name] if SHOP_NAME == 'corner' else 0
