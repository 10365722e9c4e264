# The contract of Python bodies, in whichever Python they run: what can be called, what is kept of a result, how an error is told.
# Evaluated once per interpreter, by PythonGuests and by a CPython process; the value of the last line is called by the drivers.
# Nothing heavy is imported before it is needed.


def _taskhost_contract(root, here):
    import _json

    most = 1_000_000  # characters of a result

    # ---- what is callable -------------------------------------------------------------------------------------

    def article(value):
        name = type(value).__name__
        return ("an " if name[:1].lower() in "aeiou" else "a ") + name

    def reject(module, path, name):
        """Why the name cannot be called; '' when it can."""
        where = f"{root.rpartition('/')[2]}/{path}"
        if not hasattr(module, name):
            own = [
                key
                for key, value in vars(module).items()
                if not key.startswith("_") and callable(value) and getattr(value, "__module__", None) == module.__name__
            ]
            return f"{where} has no function `{name}`." + (f" It has: {', '.join(own)}." if own else "")
        value = getattr(module, name)
        if isinstance(value, type):
            return f"`{name}` in {where} is a class, not a function."
        if not callable(value):
            return f"`{name}` in {where} is {article(value)}, not a function."
        plain = value
        while hasattr(plain, "func") and hasattr(plain, "keywords"):  # functools.partial
            plain = plain.func
        flags = getattr(getattr(plain, "__code__", None), "co_flags", 0)
        if flags & 0x200 or flags & 0x120 == 0x20:
            return f"`{name}` in {where} is a generator function: it yields, so calling it runs nothing. Use return."
        return ""

    # ---- results and errors -----------------------------------------------------------------------------------

    def refuse(value):
        raise TypeError(f"a value of type {type(value).__name__} in it")

    def keep(value):
        if value is None:
            return "N"
        if isinstance(value, str) and len(value) > most:
            return f"Nreturned a str of {len(value)} characters, which is too long to keep"
        try:
            encode = _json.make_encoder({}, refuse, _json.encode_basestring, None, ": ", ", ", False, False, False)
            text = "".join(encode(value, 0))
        except BaseException as e:
            reason = str(e)
            if reason == f"a value of type {type(value).__name__} in it":
                reason = ""
            return f"Nreturned {article(value)}, which is not JSON-able" + (f" ({reason})" if reason else "")
        if len(text) > most:
            return f"Nreturned {article(value)} of {len(text)} characters of JSON, which is too long to keep"
        return "R" + text

    def hidden(frame):
        name = frame.f_code.co_filename
        return name == here or name.startswith("<frozen importlib")

    def own_part(tb):
        while tb is not None and hidden(tb.tb_frame):
            tb = tb.tb_next
        return tb

    def describe(e):
        """As traceback.format_exception, beginning at the script's first frame."""
        seen = set()
        todo = [e]
        while todo:  # chained ones and groups pass through this file as well
            x = todo.pop()
            if x is None or id(x) in seen:
                continue
            seen.add(id(x))
            x.__traceback__ = own_part(x.__traceback__)
            todo += [x.__cause__, x.__context__, *getattr(x, "exceptions", ())]
        try:
            return formatted(e)
        except BaseException as broken:  # an exception class whose __str__ fails, say
            lines = ["Traceback (most recent call last):"]
            tb = e.__traceback__
            while tb is not None:
                code = tb.tb_frame.f_code
                lines.append(f'  File "{code.co_filename}", line {tb.tb_lineno}, in {code.co_name}')
                tb = tb.tb_next
            lines.append(f"{type(e).__name__}: {plain_text(e)}")
            lines.append(f"(its traceback could not be printed in full: {type(broken).__name__}: {plain_text(broken)})")
            return "\n".join(lines)

    def formatted(e):
        import traceback

        class Frames(traceback.StackSummary):
            """Formats a frame once: the module parses its line each time, which takes seconds for a deep recursion."""

            texts = {}

            def format_frame_summary(self, frame, **options):
                columns = (getattr(frame, name, None) for name in ("end_lineno", "colno", "end_colno"))
                key = (frame.filename, frame.lineno, frame.name, *columns)
                if key not in self.texts:
                    self.texts[key] = super().format_frame_summary(frame, **options)
                return self.texts[key]

        whole = traceback.TracebackException(type(e), e, e.__traceback__)
        todo = [whole]
        while todo:
            one = todo.pop()
            one.stack = Frames(one.stack)
            todo += filter(None, (one.__cause__, one.__context__, *(getattr(one, "exceptions", None) or ())))
        return "".join(whole.format()).rstrip("\n")

    def plain_text(e):
        try:
            return str(e)
        except BaseException:
            return "(its own text could not be made)"

    return reject, keep, describe


_taskhost_contract
