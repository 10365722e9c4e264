import toml


def run(task_key, *args, **kwargs):
    value = toml.loads("[a]\nx = 1\nat = 2026-11-26T01:02:03Z\n[[a.list]]\nname = 'é'\n")
    assert value["a"]["list"][0]["name"] == "é"
    assert toml.loads(toml.dumps(value)) == value
    return "tables, dates, a round trip"
