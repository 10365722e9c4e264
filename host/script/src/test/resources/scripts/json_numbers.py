import json
import random


def outcome(read, text):
    try:
        value = read(text)
        return type(value).__name__, hex(value) if isinstance(value, int) else repr(value)
    except (ValueError, RecursionError) as e:
        return type(e).__name__, str(e)


def texts():
    yield from ["0", "-0", "-0.0", "1e400", "-1e400", "1E5", "5e-324", "2e-324", "1.7976931348623159e308", "NaN", "-Infinity"]
    yield from ["2147483648", "-2147483649", "9223372036854775808", "-9223372036854775809", "1" * 4300, "1" * 4301]
    yield from ["-", "01", "1.", "1e", "1e+", ".5", "+1", "1_0", "--1", "-a", "\u0661", "1\u0662", "0." + "1" * 2000]
    chance = random.Random(1)
    for _ in range(200):
        yield repr(chance.uniform(-1, 1) * 10 ** chance.randint(-320, 300))
        yield str(chance.randint(-(10**40), 10**40) >> chance.randint(0, 130))
        yield "%d.%de%d" % (chance.randint(-(10**20), 10**20), chance.randint(0, 10**25), chance.randint(-330, 330))


def differ(task_key, **kwargs):
    """Texts that are not read as int and float read them."""
    slow = json.JSONDecoder(parse_int=lambda digits: int(digits), parse_float=lambda digits: float(digits)).decode
    return [text[:50] for text in texts() if outcome(json.loads, text) != outcome(slow, text)]


def own(task_key, **kwargs):
    return json.loads('[1, 2.5, {"a": 3}]', parse_int=lambda s: "i" + s, parse_float=lambda s: "f" + s)


def hooks(task_key, **kwargs):
    return [
        json.loads('{"a": 1, "a": 2.5}', object_pairs_hook=lambda pairs: pairs),
        json.loads('{"a": 1}', object_hook=lambda value: "object"),
        json.loads("NaN", parse_constant=lambda name: name),
    ]


def quick(task_key, **kwargs):
    """Whether the interpreter in use still takes the quick way: a new version may have changed what it rests on."""
    import _json

    return type(_json.make_scanner) is not type
