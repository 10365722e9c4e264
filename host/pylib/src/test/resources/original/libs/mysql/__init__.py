"""A copy of what the original had there, which imports what is not needed any more."""
import peewee_async

POOL = peewee_async.PooledMySQLDatabase
