"""The parts of work.compute, each for itself."""

import json


def integers(task_key="", **kwargs):
    total = 0
    for i in range(100_000):
        total += i * i % 7
    return total


def dicts(task_key="", **kwargs):
    words = {}
    for i in range(20_000):
        word = "w" + str(i % 1000)
        words[word] = words.get(word, 0) + 1
    return len(words)


words = {"w" + str(i): 20 for i in range(1000)}


def strings(task_key="", **kwargs):
    return len(",".join(sorted(words)).upper().replace("W", "word "))


value = {"words": words, "text": ",".join(sorted(words)).upper().replace("W", "word "), "list": list(range(2000))}
text = json.dumps(value)


def dumps(task_key="", **kwargs):
    return len(json.dumps(value))


def loads(task_key="", **kwargs):
    return len(json.loads(text))


if __name__ == "__main__":
    import sys
    import time

    times = []
    for _ in range(int(sys.argv[1])):
        begin = time.perf_counter()
        globals()[sys.argv[2]]()
        times.append(time.perf_counter() - begin)
    print(sorted(times)[len(times) // 2] * 1e6)
