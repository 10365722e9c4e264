"""Models and queries as the original's task files have them: blocking ones by db_conn, awaited ones by manager."""
import peewee
from libs.mysql import MysqlPools
from models import ConnectionManager, JsonField
from models.task import Task, TaskExecute

db = MysqlPools.default.db_conn
manager = MysqlPools.default.manager


class Order(ConnectionManager, peewee.Model):
    name = peewee.CharField(unique=True)
    amount = peewee.IntegerField(default=0)
    extra = JsonField(default={})

    class Meta:
        database = MysqlPools.default.db_conn
        db_table = 'orders'


class Item(peewee.Model):
    order = peewee.ForeignKeyField(Order, backref='items')
    label = peewee.CharField(null=True)

    class Meta:
        database = MysqlPools.default.db_conn


SEED = '''
CREATE TABLE IF NOT EXISTS `{}` (`id` int NOT NULL AUTO_INCREMENT PRIMARY KEY, {}
`status` varchar(255) NOT NULL, `extra` text NOT NULL DEFAULT '{{}}',
`create_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, `update_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP)
'''


def prepare(task_key, *args, **kwargs):
    texts = ''.join(f'`{name}` varchar(255) NOT NULL,' for name in ('task_key', 'desc', 'execute_func', 'trigger', 'spec', 'args'))
    db.execute_sql(SEED.format('task', texts + '`is_valid` int NOT NULL,'))
    db.execute_sql(SEED.format('execute_task', '`task_id` int NOT NULL, `trace_id` varchar(255) NOT NULL,'))
    db.create_tables([Order, Item])
    return sorted(db.get_tables())


def blocking(task_key, *args, **kwargs):
    Order.connect()
    Order.delete().execute()
    tea = Order.create(name='茶 😀', amount=3, extra={'tags': ['a', 'ü']})
    Order.insert_many([{'name': 'b', 'amount': 1}, {'name': 'c', 'amount': 2}]).execute()
    assert Order.get(Order.name == '茶 😀').extra == {'tags': ['a', 'ü']}
    assert [row.name for row in Order.select().where(Order.amount > 1).order_by(Order.amount)] == ['c', '茶 😀']
    try:
        with db.atomic():
            Order.update(amount=100).execute()
            raise KeyError('undone')
    except KeyError:
        pass
    assert Order.select(peewee.fn.SUM(Order.amount)).scalar() == 6
    try:
        Order.create(name='b')
    except peewee.IntegrityError as e:
        error = e.args[0]
    tea.amount = 4
    assert tea.save() == 1 and Order.get_by_id(tea.id).amount == 4
    Order.close()
    return error


def update_ext(task_key, *args, **kwargs):
    for key in ('one', 'two'):
        Task.insert(task_key=key, desc='', execute_func='f', trigger='cron', spec='* * * * *', args='', is_valid=1,
                    status='ready', extra={'delay': 60}).execute()
    one = Task.get(Task.task_key == 'one')
    one.update_ext(seen=1)
    Task().update_ext(tk='one', name='茶')
    run = TaskExecute.create(task_id=one.id, status='todo', extra={}, trace_id=kwargs['__unique_trace_id__'])
    run.update_ext(rows=7)
    TaskExecute().update_ext(pk=run.id, done=True)
    assert Task.get(Task.task_key == 'two').extra == {'delay': 60}
    assert TaskExecute.get_by_id(run.id).extra == {'rows': 7, 'done': True}
    try:
        Task().update_ext(seen=1)
    except ValueError as e:
        assert 'no row of the table' in str(e)
    Task.delete().execute()
    return one.extra | {'create_at': one.create_at.year > 2000}


async def managed(task_key, *args, **kwargs):
    await manager.execute(Item.delete())
    await manager.execute(Order.delete())
    first = await manager.create(Order, name='a', amount=1, extra={'k': '茶'})
    assert first.id and (await manager.get(Order, name='a')).extra == {'k': '茶'}
    assert await manager.get(Order.select().where(Order.amount == 1), Order.name == 'a') == first
    try:
        await manager.get(Order, name='none')
    except Order.DoesNotExist:
        pass
    same, new = await manager.get_or_create(Order, name='a', defaults={'amount': 9})
    assert same == first and not new
    other, new = await manager.get_or_create(Order, name='b', defaults={'amount': 9})
    assert new and other.amount == 9
    assert await manager.create_or_get(Order, name='b') == (other, False)
    other.amount = 10
    assert await manager.update(other, only=['amount']) == 1
    new_id = await manager.execute(Order.insert(name='c', amount=5))
    assert await manager.execute(Order.insert_many([{'name': 'd'}, {'name': 'e'}])) == 2
    assert await manager.execute(Order.update(amount=7).where(Order.id == new_id)) == 1
    rows = await manager.execute(Order.select(Order.name, Order.amount).order_by(Order.name).dicts())
    assert [list(row.values()) for row in rows] == [['a', 1], ['b', 10], ['c', 7], ['d', 0], ['e', 0]]
    assert len(await manager.execute(Order.raw('SELECT * FROM orders WHERE amount > %s', 5))) == 2
    assert await manager.count(Order.select().limit(2)) == 2 and await manager.count(Order.select().limit(2), clear_limit=True) == 5
    assert await manager.scalar(Order.select(peewee.fn.MAX(Order.amount))) == 10
    assert await manager.scalar(Order.select(Order.name, Order.amount).where(Order.name == 'c'), as_tuple=True) == ('c', 7)
    for label in ('x', 'y'):
        await manager.create(Item, order=first, label=label)
    joined = await manager.execute(Item.select(Item, Order).join(Order).order_by(Item.label))
    assert [(item.label, item.order.name) for item in joined] == [('x', 'a'), ('y', 'a')]
    orders = await manager.prefetch(Order.select().order_by(Order.name), Item.select())
    assert [[item.label for item in order.items] for order in orders] == [['x', 'y'], [], [], [], []]
    try:
        async with manager.atomic():
            await manager.create(Order, name='lost')
            async with manager.atomic():
                await manager.execute(Order.update(amount=0))
            raise KeyError('undone')
    except KeyError:
        pass
    async with manager.transaction():
        await manager.create(Order, name='kept')
    try:
        await manager.create(Order, name='kept')
    except peewee.IntegrityError as e:
        assert e.args[0] == 1062, e.args
    with manager.allow_sync():
        assert Order.select().where(Order.name << ['lost', 'kept']).count() == 1
    assert await manager.delete(first, recursive=True) == 1 and await manager.count(Item.select()) == 0
    return [order.name for order in await manager.execute(Order.select().order_by(Order.name))]


def unknown(task_key, *args, **kwargs):
    try:
        MysqlPools.reports
    except AttributeError as e:
        return str(e)
