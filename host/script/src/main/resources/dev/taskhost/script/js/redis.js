// The module `taskhost` of JavaScript: Redis. Answers are as dev.taskhost.core.service.RedisSession says.
(function (link) {
  'use strict';

  const { open, told, bytes, latin, utf8, RedisError } = link;

  function word(value) {
    if (typeof value === 'string') return utf8(value);
    if (value instanceof Uint8Array) return latin(value);
    if (typeof value === 'number' || typeof value === 'bigint') return String(value);
    throw new TypeError(`an argument of a Redis command is a string, a number or a Uint8Array, not ${typeof value}`);
  }
  function text(latin) {
    try {
      return decodeURIComponent(escape(latin));
    } catch {
      return bytes(latin); // what is no text
    }
  }
  function reply(value) {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.map(reply);
    return value !== null && typeof value === 'object' ? new RedisError(value.error) : value;
  }
  class Redis {
    constructor(alias) {
      this.alias = alias;
    }
    async call(...words) {
      return reply(await told(open('redis', this.alias, ''), 'call', ...words.map(word)));
    }
    async pipeline(commands, { transaction = false } = {}) {
      if (commands.length === 0) return [];
      const texts = commands.flatMap((words) => [String(words.length), ...words.map(word)]);
      return reply(await told(open('redis', this.alias, ''), transaction ? 'transaction' : 'pipeline', ...texts));
    }
  }

  return { redis: (alias = 'default') => new Redis(alias) };
})
