import json as real
def jj(task_key, *a, **k): return real.dumps([1])
