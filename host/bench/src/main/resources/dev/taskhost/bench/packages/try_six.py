import idna
import six


def run(task_key, *args, **kwargs):
    assert six.ensure_text(b"a") == "a" and six.moves.urllib.parse.quote("ä") == "%C3%A4"
    assert idna.encode("bücher.example") == b"xn--bcher-kva.example"
    return "six.moves; idna"
