import arrow


def run(task_key, *args, **kwargs):
    start = arrow.get("2026-03-29T01:30:00", tzinfo="Europe/Berlin")
    assert start.shift(hours=1).format("YYYY-MM-DD HH:mm ZZ") == "2026-03-29 03:30 +02:00"
    assert start.to("Asia/Shanghai").isoformat() == "2026-03-29T08:30:00+08:00"
    assert arrow.get("22 Nov 2026", "D MMM YYYY").floor("month").day == 1
    assert len(list(arrow.Arrow.range("day", arrow.get(2026, 2, 1), arrow.get(2026, 2, 28)))) == 28
    assert arrow.get(2026, 1, 1).humanize(arrow.get(2026, 1, 3)) == "2 days ago"
    return "time zones over a change of clocks, ranges, words"
