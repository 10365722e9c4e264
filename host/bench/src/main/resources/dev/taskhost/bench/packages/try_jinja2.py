import jinja2


def run(task_key, *args, **kwargs):
    templates = {
        "base": "<ul>{% block rows %}{% endblock %}</ul>",
        "list": "{% extends 'base' %}{% block rows %}{% for row in rows if row.n %}<li>{{ loop.index }} {{ row.name | upper }}</li>{% endfor %}{% endblock %}",
    }
    environment = jinja2.Environment(loader=jinja2.DictLoader(templates), autoescape=True)
    rows = [{"name": "<a>", "n": 1}, {"name": "b", "n": 0}, {"name": "é", "n": 2}]
    assert environment.get_template("list").render(rows=rows) == "<ul><li>1 &lt;A&gt;</li><li>2 É</li></ul>"
    try:
        environment.from_string("{% if %}")
        raise AssertionError("it was taken")
    except jinja2.TemplateSyntaxError:
        pass
    return "inheritance, loops, filters, escaping"
