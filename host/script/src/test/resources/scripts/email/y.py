v="sibling"
