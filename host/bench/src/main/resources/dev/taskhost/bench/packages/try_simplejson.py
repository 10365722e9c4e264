import decimal

import simplejson


def run(task_key, *args, **kwargs):
    value = simplejson.loads('{"price": 1.10, "n": [1, null, "\\u00e9"]}', use_decimal=True)
    assert value["price"] == decimal.Decimal("1.10")
    assert simplejson.dumps(value, sort_keys=True, ensure_ascii=False) == '{"n": [1, null, "é"], "price": 1.10}'
    try:
        simplejson.loads("{")
        raise AssertionError("it was taken")
    except simplejson.JSONDecodeError:
        pass
    return "decimals, errors"
