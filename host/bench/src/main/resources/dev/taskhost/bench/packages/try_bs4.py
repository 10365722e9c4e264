from bs4 import BeautifulSoup


def run(task_key, *args, **kwargs):
    soup = BeautifulSoup("<div id=a><p class='x y'>one<p>two &amp; three</div><a href='/n'>next</a>", "html.parser")
    assert [p.get_text() for p in soup.select("#a p")][-1] == "two & three"
    assert soup.select_one("p.x")["class"] == ["x", "y"]
    assert soup.find("a")["href"] == "/n"
    soup.a.decompose()
    assert soup.a is None
    return "bad HTML, CSS selectors, changes"
