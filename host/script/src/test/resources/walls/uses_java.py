# Classes of the host that are listed, and what must not be reached through them.


def big(task_key, **kwargs):
    import java

    BigDecimal = java.type("java.math.BigDecimal")
    return str(BigDecimal("1.10").add(BigDecimal("2.2")).toPlainString())


def imported(task_key, **kwargs):
    from java.time import LocalDate

    date = LocalDate.of(2026, 2, 28).plusDays(1)
    return [str(date.toString()), date.getDayOfWeek().getValue()]


def listed(task_key, **kwargs):
    import java

    all = java.type("java.util.ArrayList")()
    all.add("a")
    return [str(x) for x in all]


WAYS = {
    "another": lambda java: java.type("java.lang.Runtime"),
    "sibling": lambda java: java.type("java.math.MathContext"),
    "subpackage": lambda java: java.type("java.time.format.DateTimeFormatter"),
    "get_class": lambda java: java.type("java.math.BigDecimal")("1").getClass().getClassLoader(),
    "class_field": lambda java: getattr(java.type("java.math.BigDecimal"), "class").forName("java.lang.Runtime"),
    "class_of_class": lambda java: java.type("java.math.BigDecimal").getClass(),
    "through_a_result": lambda java: java.type("java.time.LocalDate").now().getChronology().getClass(),
    "zone_rules": lambda java: java.type("java.time.LocalDate").of(2026, 1, 1).getClass().getModule(),
    "class_path": lambda java: java.add_to_classpath("/tmp"),
    "extend": lambda java: type("Mine", (java.type("java.util.ArrayList"),), {})(),
    "array_class": lambda java: java.type("java.lang.Runtime[]"),
}


def way(task_key, name, **kwargs):
    import java

    return f"REACHED {WAYS[name](java)!r}"


def ways(task_key, **kwargs):
    return list(WAYS)
