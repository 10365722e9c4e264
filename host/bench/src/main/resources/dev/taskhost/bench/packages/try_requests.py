import requests
import urllib3


def run(task_key, http, port, redis, **kwargs):
    with requests.Session() as session:
        session.headers["X-Task"] = task_key
        answer = session.get(http + "/json", params={"q": "ä b"}, timeout=10)
        answer.raise_for_status()
        assert answer.json() == {"query": "q=%C3%A4+b", "task": task_key}, answer.text
        assert session.post(http + "/echo", json={"a": [1, "é"]}, timeout=10).json() == {"a": [1, "é"]}
        session.get(http + "/cookie", timeout=10)
        assert session.cookies["seen"] == "yes"
        assert session.get(http + "/redirect", timeout=10).url.endswith("/json")
        try:
            session.get(http + "/missing", timeout=10).raise_for_status()
        except requests.HTTPError as e:
            assert e.response.status_code == 404
        try:
            session.get(http + "/slow", timeout=0.2)
            raise AssertionError("it did not time out")
        except requests.Timeout:
            pass
    assert urllib3.PoolManager().request("GET", http + "/json").status == 200
    return "GET, POST of JSON, cookies, a redirect, 404, a timeout"
