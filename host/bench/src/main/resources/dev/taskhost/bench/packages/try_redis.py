import redis as client


def run(task_key, http, port, redis, **kwargs):
    server = client.Redis(host="127.0.0.1", port=int(redis), db=int(task_key.endswith("fresh")), decode_responses=True)
    server.set("k", "é", ex=60)
    assert server.get("k") == "é"
    with server.pipeline() as pipe:
        assert pipe.incr("n").incr("n").hset("h", mapping={"a": 1}).execute() == [1, 2, 1]
    heard = server.pubsub(ignore_subscribe_messages=True)
    heard.subscribe(task_key)
    heard.get_message(timeout=1)
    server.publish(task_key, "word")
    message = heard.get_message(timeout=5)
    assert message["data"] == "word", message
    heard.close()
    return "values, a pipeline, a channel"
