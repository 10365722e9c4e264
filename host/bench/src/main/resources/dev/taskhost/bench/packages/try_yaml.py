import yaml

TEXT = """
base: &base {retries: 3, hosts: [a, b]}
nightly:
  <<: *base
  when: 2026-11-26
  text: |
    two
    lines
"""


def run(task_key, *args, **kwargs):
    value = yaml.safe_load(TEXT)
    assert value["nightly"]["retries"] == 3 and value["nightly"]["text"] == "two\nlines\n"
    assert yaml.safe_load(yaml.safe_dump(value, allow_unicode=True)) == value
    try:
        yaml.safe_load("a: [1")
        raise AssertionError("it was taken")
    except yaml.YAMLError as e:
        assert "line 1" in str(e)
    return "anchors, merges, dates, errors" + (", with its C code" if yaml.__with_libyaml__ else ", without its C code")
