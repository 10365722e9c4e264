"""Loggers, as the original's task files use them."""
import traceback
from datetime import datetime

from libs.logger import LoggerPool

logger = LoggerPool.other


async def log_lines(task_key, *args, **kwargs):
    logger.info('begin to log')
    logger.info({'keyword': 'begun', 'when': datetime(2026, 3, 1, 2, 30), 'orders': [1, 2]})
    logger.debug('below the level')
    try:
        1 / 0
    except Exception as e:
        logger.error(traceback.format_exc())
        logger.error({'exception': traceback.format_exc()})
        logger.exception('with its traceback: %s', e, extra={'order_id': 7})
    LoggerPool.nosuch.warning('unknown names fall back to root')
    LoggerPool.root.critical(['a', 'list'])


def log_blocking(task_key, *args, **kwargs):
    from logger import LoggerPool as bare
    bare.other.info({'same': bare is LoggerPool})
    return bare is LoggerPool
