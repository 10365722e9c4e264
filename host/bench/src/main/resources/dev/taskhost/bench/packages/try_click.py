import click
from click.testing import CliRunner


@click.command()
@click.option("--count", default=1, type=click.IntRange(1, 5))
@click.argument("name")
def hello(count, name):
    for _ in range(count):
        click.echo(f"Hello {name}")


def run(task_key, *args, **kwargs):
    result = CliRunner().invoke(hello, ["--count", "2", "Ada"])
    assert result.exit_code == 0 and result.output == "Hello Ada\nHello Ada\n", result
    assert CliRunner().invoke(hello, ["--count", "9", "Ada"]).exit_code == 2
    return "options, arguments, misuse"
