# What the host lends to the body that is on: numbers and texts go over the connection, texts come back, as ServiceFunctions.java says. All
# that asks for it may ask at once; who waits holds up nobody else.
import threading
from contextvars import ContextVar
from itertools import count
from queue import SimpleQueue

# A socket takes as much at one go when the host reads, and the host always does while a call is on.
_taskhost_at_one_go = 1 << 16


class _Whose:
    """
    Which call a thread works for. As in the host that follows tasks, threads and copied contexts, so that what a call has left
    running gets nothing of the next one's.
    """

    def __init__(self):
        self.variable = ContextVar("taskhost_run", default=None)
        self.thread = _thread._local()  # a thread begins with an empty context, and from 3.14 on it does not leave that
        names = ("start_new_thread", "start_joinable_thread", "_start_new_thread", "_start_joinable_thread")
        for module, name in ((module, name) for module in (_thread, threading) for name in names):
            if hasattr(module, name):
                setattr(module, name, self.followed(getattr(module, name)))

    def followed(self, begin):
        def start(function, *args, **options):
            run = self.get()
            if run is None:
                return begin(function, *args, **options)

            def within(*args, **options):
                self.thread.run = run
                return function(*args, **options)

            return begin(within, *args, **options)

        return start

    def get(self):
        """Its run; None when it works for none."""
        return self.variable.get() or getattr(self.thread, "run", None)


class _Value:
    """What libraries of ours ask for the execution, with a ContextVar's method: something that its run has."""

    def __init__(self, whose, name):
        self.whose, self.name = whose, name

    def get(self, default=None):
        run = self.whose.get()
        value = None if run is None else getattr(run, self.name)
        return default if value is None else value


class _Services:
    """The functions that our module taskhost calls; `on` is the number of the call that the caller works for."""

    def __init__(self, link, nobodys, longest):
        self.link, self.nobodys, self.longest = link, nobodys, longest
        self.main = _thread.get_ident()
        self.process = os.getpid()
        self.start_new_thread = _thread.start_new_thread
        self.run = None  # the call that is on
        self.numbers = count(1)
        self.waiting = {}  # number -> what is to be called with the answer

    def open(self, on, *words):
        return self.wait(on, "open", 0, words)

    def call(self, on, session, operation, *arguments):
        return self.wait(on, "ask", session, (operation, *arguments))

    def future(self, loop, on, session, operation, *arguments):
        """As call, for a coroutine: a future of its loop."""
        future = loop.create_future()

        def give(text):
            if not future.done():
                future.set_result(text)

        def told(text):
            try:
                loop.call_soon_threadsafe(give, text)
            except RuntimeError:
                pass  # the loop is closed, and nobody waits any more

        self.begin(on, told, "ask", session, (operation, *arguments))
        return future

    def abandon(self, on, session):
        if self.refusal(on):
            return False  # nothing is left to end
        frame = {"kind": "ask", "id": on, "n": 0, "do": "abandon", "session": session, "words": ()}
        return not self.send(self.link.encoded(frame))

    def stopping(self, on):
        run = self.run
        return run is None or run.id != on or run.stopping

    def wait(self, on, what, session, words):
        answer = SimpleQueue()
        number = self.begin(on, answer.put, what, session, words)
        try:
            return answer.get()
        except BaseException:  # a signal handler of the body's has raised
            self.waiting.pop(number, None)
            self.abandon(on, session)
            raise

    def begin(self, on, told, what, session, words):
        """Sends it; the answer, or why there is none, goes to told, on this thread or another. Gives its number."""
        number = next(self.numbers)
        self.waiting[number] = told  # before the look, or the end of the call could come in between
        why = self.refusal(on)
        if not why:
            data = self.link.encoded(
                {"kind": "ask", "id": on, "n": number, "do": what, "session": session, "words": words}
            )
            if len(data) > self.longest:
                why = f"{len(data)} bytes are too many for one statement or command; {self.longest} are the most from here"
            else:
                why = self.send(data)
        if why:
            self.tell(number, "-0\n" + why)
        return number

    def refusal(self, on):
        """Why nothing can be asked for; empty when it can."""
        if os.getpid() != self.process:
            return (
                "nothing is lent to a process that a body has forked: the connection to the host is its parent's. Ask there, and"
                " hand over what the process needs."
            )
        run = self.run
        return "" if run is not None and run.id == on else self.nobodys

    def send(self, data):
        """Gives why that is not possible; empty when it was. No signal handler of the body's, which run on the main thread, cuts it in two."""
        if len(data) <= _taskhost_at_one_go or _thread.get_ident() != self.main:
            return self.written(data)
        done = SimpleQueue()
        self.start_new_thread(lambda: done.put(self.written(data)), ())
        return done.get()

    def written(self, data):
        try:
            self.link.write(data)
        except OSError as e:
            return f"the connection to the host is gone ({e}): something in this process has closed it"
        return ""

    def tell(self, number, text):
        """Hands out an answer; to nobody when nobody waits for it any more."""
        told = self.waiting.pop(number, None)
        if told is not None:
            told(text)

    def begun(self, run):
        """A call is on."""
        self.run = run

    def ended(self):
        """It is not any more, and what still waits gets no answer."""
        self.run = None
        for number in list(self.waiting):
            self.tell(number, "-0\n" + self.nobodys)
