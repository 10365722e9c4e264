// The module `taskhost` of JavaScript: what the host lends and tells. Evaluated once per interpreter, when a script first asks for it.
// `host` has functions of the host, `services` those of dev.taskhost.script.service.ServiceFunctions; `callId` says whose call is on,
// `ask` is the way to sessions (0: the host itself), `describe` an error as text. Each kind of thing is a file of its own.
(function (driver) {
  'use strict';

  const { host, services, callId, ask, describe } = driver;

  // ---- texts: the host's bytes are the characters 0 to 255 ------------------------------------------------------------
  const utf8 = (text) => unescape(encodeURIComponent(text));
  function bytes(text) {
    const made = new Uint8Array(text.length);
    for (let i = 0; i < made.length; i++) made[i] = text.charCodeAt(i);
    return made;
  }
  function latin(array) {
    let text = '';
    for (let i = 0; i < array.length; i += 8192) text += String.fromCharCode(...array.subarray(i, i + 8192));
    return text;
  }

  // ---- answers --------------------------------------------------------------------------------------------------------
  class DatabaseError extends Error {
    constructor(code, message) {
      super(message);
      this.name = 'DatabaseError';
      this.errno = code;
    }
  }
  class RedisError extends Error {
    constructor(message, unavailable = false) {
      super(message);
      this.name = 'RedisError';
      this.unavailable = unavailable;
    }
  }
  class SecretError extends Error {
    constructor(message) {
      super(message);
      this.name = 'SecretError';
    }
  }
  class NoticeError extends Error {
    constructor(message) {
      super(message);
      this.name = 'NoticeError';
    }
  }
  function refusal(code, message) {
    if (code === -10 || code === -11) return new NoticeError(message);
    if (code === -12 || code === -13) return new SecretError(message);
    return code === -2 || code === -3 ? new RedisError(message, code === -2) : new DatabaseError(code, message);
  }
  function answer(text, refused = refusal) {
    if (text[0] === '+') return JSON.parse(text.slice(1));
    const end = text.indexOf('\n');
    throw refused(Number(text.slice(1, end)), text.slice(end + 1));
  }
  const told = async (session, operation, ...texts) => answer(await ask(session, operation, texts));
  const open = (kind, alias, how) => answer(services.open(callId(), kind, String(alias), how));

  const link = { host, services, callId, ask, describe, answer, told, open, utf8, bytes, latin, DatabaseError, RedisError };
  const part = (name) => host.part(name)(link);
  const abort = part('abort');
  Object.assign(link, abort);
  const http = part('http');
  Object.assign(link, http);

  return Object.freeze({
    ...part('databases'),
    ...part('redis'),
    DatabaseError,
    RedisError,
    http: http.http,
    HttpError: http.HttpError,
    TimeoutError: http.TimeoutError,
    ...part('fetch'),
    ...abort,
    ...part('surroundings'),
    ...part('telling'),
    SecretError,
    NoticeError,
  });
})
