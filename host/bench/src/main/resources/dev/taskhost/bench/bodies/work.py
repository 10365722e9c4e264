import json


def compute(task_key="", **kwargs):
    """Loops, dicts, strings and a JSON round trip."""
    total = 0
    for i in range(100_000):
        total += i * i % 7
    words = {}
    for i in range(20_000):
        word = "w" + str(i % 1000)
        words[word] = words.get(word, 0) + 1
    text = ",".join(sorted(words)).upper().replace("W", "word ")
    back = json.loads(json.dumps({"words": words, "text": text, "list": list(range(2000))}))
    assert back["words"] == words
    return total + len(back["text"])


if __name__ == "__main__":
    import sys
    import time

    times = []
    for _ in range(int(sys.argv[1])):
        begin = time.perf_counter()
        compute()
        times.append(time.perf_counter() - begin)
    print(sorted(times)[len(times) // 2] * 1e6)
