# Makes the reading of JSON quicker. Evaluated once per interpreter by PythonGuests, which calls the function that is the value of
# the last line.


def _taskhost_json():
    """
    GraalPy 25.0.3 calls int or float for each number of a JSON text, with a walk over the whole stack, some 7 us; with an
    int and a float where it expects these functions it reads numbers itself, to the same values. Scripts that bring
    functions of their own keep them, and an interpreter that knows better keeps its way.
    """
    import _json

    make = _json.make_scanner

    class Plain:
        strict, object_hook, object_pairs_hook, parse_constant = True, None, None, None
        parse_int, parse_float = 0, 0.0

    try:
        if make(Plain)("[1, 2.5]", 0) != ([1, 2.5], 8):
            return
    except TypeError:
        return  # it calls them after all

    def make_scanner(decoder):
        if decoder.parse_int is not int or decoder.parse_float is not float:
            return make(decoder)
        plain = Plain()
        plain.strict, plain.parse_constant = decoder.strict, decoder.parse_constant
        plain.object_hook, plain.object_pairs_hook = decoder.object_hook, decoder.object_pairs_hook
        return make(plain)

    _json.make_scanner = make_scanner


_taskhost_json
