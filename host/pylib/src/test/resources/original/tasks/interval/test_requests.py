"""Declared requests, blocking and awaited, to the server that the first argument names."""
import asyncio

from libs.requests import BaseServer, DataField, JsonField, PathField, QueryField
from libs.requests.ding_requests import DingDingAlarm
from libs.utils.notice import ding_ding_notice


def declared(host):
    class Backend(BaseServer):
        __HOST__ = host
        HEADERS = {'X-Client': 'task'}

    class Search(Backend):
        URL = '/echo/{path_score}'
        METHOD = 'get'
        query_name = QueryField('')
        query_age = QueryField(12, required=True)
        data_sex = DataField()
        path_score = PathField()

    class Form(Backend):
        URL = '/echo'
        METHOD = 'POST'
        TIMEOUT = 3
        name = DataField(required=True)
        tags = DataField()

    class Order(Backend):
        URL = '/echo'
        METHOD = 'PUT'
        weight = JsonField(3)
        note = JsonField(default=None, required=False)

    class Other(Search):
        URL = '/gzip'
        query_age = QueryField(99)

    class Text(Backend):
        URL = '/text'
        METHOD = 'GET'

    class Slow(Backend):
        URL = '/slow'
        METHOD = 'GET'
        TIMEOUT = 0.3

    return Search, Form, Order, Other, Text, Slow


async def fetches(task_key, host, *args, **kwargs):
    Search, Form, Order, Other, Text, Slow = declared(host)
    search = Search(query_name='茶', path_score='a b').new_server()
    found = search.fetch()
    assert isinstance(found.content(), bytes)
    later = await Search(path_score=1).new_server().async_fetch()
    assert isinstance(later.content(), str)
    return [
        found.json(),
        later.json(),
        Form(name='n', tags=[1, 2]).new_server().fetch().json(),
        (await Order(note={'k': 'ü'}).new_server().async_fetch()).json(),
        Other().new_server().fetch().json(),
        Text().new_server().fetch().json(),
    ]


async def failures(task_key, host, *args, **kwargs):
    Search, Form, Order, Other, Text, Slow = declared(host)
    said = []
    try:
        Form().new_server()
    except AttributeError as e:
        said.append(str(e))
    try:
        Slow().new_server().fetch()
    except TimeoutError as e:
        said.append(type(e).__name__)
    try:
        await Slow().new_server().async_fetch()
    except TimeoutError as e:
        said.append(type(e).__name__)
    said.append(Slow().new_server().fetch(transmit_err=False).content())
    try:
        (await Text().new_server().async_fetch()).json(safe=False)
    except ValueError as e:
        said.append(type(e).__name__)
    return said


async def many(task_key, host, count, **kwargs):
    Search, *others = declared(host)
    Search.TIMEOUT = 60
    servers = [Search(path_score=i).new_server() for i in range(int(count))]
    answers = await asyncio.gather(*[server.async_fetch() for server in servers])
    return sum(answer.json()['path'].startswith(f'/echo/{i}?') for i, answer in enumerate(answers))


async def notices(task_key, *args, **kwargs):
    answer = await ding_ding_notice('disk full')
    again = DingDingAlarm(text={'content': 'ALARM: again'}, access_token='own').new_server().fetch().json()
    return [answer, again]


async def modern(task_key, host, *args, **kwargs):
    import taskhost

    http = taskhost.http  # it need not be imported
    moved = http.request('POST', host + '/moved', json={'a': 1})
    assert moved.url == host + '/echo?moved=1' and moved.json()['method'] == 'GET' and moved.json()['body'] == ''
    named = await http.async_request('GET', host.replace('//', '//me:p%20w@') + '/auth', params={'a': [1, 'ü'], 'b': None})
    assert named.json()['path'] == '/auth?a=1&a=%C3%BC' and named.json()['Authorization'] == 'Basic bWU6cCB3'
    said = []
    for call in (lambda: http.request('GET', host + '/missing').raise_for_status(),
                 lambda: http.request('GET', 'http://127.0.0.1:1/x?token=hidden'),
                 lambda: http.request('GET', 'ftp://127.0.0.1/')):
        try:
            call()
        except (http.HttpError, ValueError) as e:
            assert 'hidden' not in str(e)
            said.append(type(e).__name__)
    try:
        await http.async_request('GET', 'http://127.0.0.1:1/')
    except http.ConnectError as e:
        said.append(isinstance(e, OSError))
    return said
