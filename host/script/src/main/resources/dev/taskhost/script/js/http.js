// The module `taskhost` of JavaScript: HTTP. Requests and answers are as dev.taskhost.services.http.HttpCalls says.
(function (link) {
  'use strict';

  const { ask, answer, utf8, bytes, latin } = link;

  const TIMEOUT = 5000; // as taskhost.http of Python has it
  const WORDS = { '-31': 'UNREACHABLE', '-32': 'TIMEOUT', '-33': 'BROKEN', '-34': 'REDIRECTS', '-35': 'TOO_LARGE', '-36': 'NOT_LISTED' };

  class HttpError extends Error {
    constructor(message, code, response) {
      super(message);
      this.name = 'HttpError';
      this.code = code;
      this.status = response === undefined ? 0 : response.status;
      this.response = response;
    }
  }
  class TimeoutError extends HttpError {
    constructor(message) {
      super(message, 'TIMEOUT');
      this.name = 'TimeoutError';
    }
  }
  function refused(code, message) {
    if (code === -30) return new TypeError(message);
    return code === -32 ? new TimeoutError(message) : new HttpError(message, WORDS[code] ?? 'UNAVAILABLE');
  }

  // ---- header fields --------------------------------------------------------------------------------------------------
  const pairsOf = (init) => (init === undefined || init === null ? [] : typeof init[Symbol.iterator] === 'function' ? [...init] : Object.entries(init));
  class Headers {
    #fields = new Map(); // by their names in small letters: a list of values
    constructor(init) {
      for (const [name, value] of pairsOf(init)) if (value !== undefined && value !== null) this.append(name, value);
    }
    append(name, value) {
      const key = String(name).toLowerCase();
      const values = this.#fields.get(key) ?? [];
      values.push(String(value).trim());
      this.#fields.set(key, values);
    }
    set(name, value) {
      this.#fields.set(String(name).toLowerCase(), [String(value).trim()]);
    }
    get(name) {
      return this.#fields.get(String(name).toLowerCase())?.join(', ') ?? null;
    }
    has(name) {
      return this.#fields.has(String(name).toLowerCase());
    }
    delete(name) {
      this.#fields.delete(String(name).toLowerCase());
    }
    getSetCookie() {
      return [...(this.#fields.get('set-cookie') ?? [])];
    }
    *entries() {
      for (const key of [...this.#fields.keys()].sort()) yield [key, this.get(key)];
    }
    *keys() {
      for (const [key] of this.entries()) yield key;
    }
    *values() {
      for (const [, value] of this.entries()) yield value;
    }
    forEach(callback, self) {
      for (const [key, value] of this.entries()) callback.call(self, value, key, this);
    }
    [Symbol.iterator]() {
      return this.entries();
    }
    toJSON() {
      return Object.fromEntries(this.entries());
    }
  }

  // ---- requests -------------------------------------------------------------------------------------------------------
  const word = (value) => encodeURIComponent(String(value).toWellFormed()).replaceAll('%20', '+');
  const form = (values) =>
    pairsOf(values)
      .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one]))
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => `${word(name)}=${word(value)}`)
      .join('&');
  function withQuery(url, query) {
    const whole = String(url).split('#', 1)[0];
    const more = query === undefined || query === null ? '' : typeof query === 'string' ? query : form(query);
    if (more === '') return whole;
    return whole + (!whole.includes('?') ? '?' : /[?&]$/.test(whole) ? '' : '&') + more;
  }
  // What is sent, as [kind, text], and what it is where the caller does not say.
  function content(body) {
    if (body === undefined || body === null) return ['text', '', ''];
    if (typeof body === 'string') return ['text', body.toWellFormed(), 'text/plain;charset=UTF-8'];
    if (body instanceof ArrayBuffer) return ['bytes', latin(new Uint8Array(body)), ''];
    if (ArrayBuffer.isView(body)) return ['bytes', latin(new Uint8Array(body.buffer, body.byteOffset, body.byteLength)), ''];
    if (body.constructor?.name === 'URLSearchParams') return ['text', String(body), 'application/x-www-form-urlencoded;charset=UTF-8'];
    throw new TypeError('a body is a string, a Uint8Array or an ArrayBuffer; give an object as json or form');
  }
  function chosen({ json, form: fields, body }) {
    const given = [json, fields, body].filter((value) => value !== undefined && value !== null);
    if (given.length > 1) throw new TypeError('a request has one body: give json, form or body');
    if (json !== undefined && json !== null) {
      const text = JSON.stringify(json);
      if (text === undefined) throw new TypeError(`json is a ${typeof json}, which JSON has no word for`);
      return ['text', text, 'application/json'];
    }
    if (fields === undefined || fields === null) return content(body);
    return ['text', typeof fields === 'string' ? fields : form(fields), 'application/x-www-form-urlencoded'];
  }
  function limit(timeout) {
    if (timeout === null || timeout === Infinity) return undefined;
    if (typeof timeout !== 'number' || !(timeout > 0)) throw new TypeError(`timeout is ${timeout}; give milliseconds, or null for as long as it takes`);
    return timeout;
  }

  // Sends it and gives what the host tells of the response.
  function send(method, url, options, standard) {
    const [kind, text, type] = chosen(options);
    const headers = new Headers(options.headers);
    if (type && !headers.has('content-type')) headers.set('content-type', type);
    const wanted = JSON.stringify({
      method: String(method),
      url: withQuery(url, options.query).toWellFormed(),
      headers: [...headers],
      timeout: limit(options.timeout === undefined ? standard : options.timeout),
      redirect: String(options.redirect ?? 'follow'),
    });
    const signal = options.signal;
    if (!signal) return ask(0, 'http', [wanted, kind, text]).then((told) => answer(told, refused));
    return aborted(signal, (begins) => ask(0, 'http', [wanted, kind, text], begins)).then((told) => answer(told, refused));
  }
  // What `begin` waits for, unless the signal comes before: then it is given up.
  function aborted(signal, begin) {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      let giveUp = () => {};
      const stop = () => {
        giveUp();
        reject(signal.reason);
      };
      signal.addEventListener('abort', stop);
      begin((end) => (giveUp = end))
        .then(resolve, reject)
        .finally(() => signal.removeEventListener('abort', stop));
    });
  }

  // ---- responses ------------------------------------------------------------------------------------------------------
  // Of UTF-8 with mistakes in it: each is shown as �, as browsers do.
  function lossy(text) {
    return text.replace(/[\x00-\x7f]+|[\xc2-\xdf][\x80-\xbf]|(?:\xe0[\xa0-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]|\xed[\x80-\x9f])[\x80-\xbf]|(?:\xf0[\x90-\xbf]|[\xf1-\xf3][\x80-\xbf]|\xf4[\x80-\x8f])[\x80-\xbf]{2}|([\x80-\xff])/g,
      (part, wrong) => (wrong === undefined ? decodeURIComponent(escape(part)) : '\ufffd'));
  }
  class HttpResponse {
    #told;
    #method;
    constructor(method, told) {
      this.#told = told;
      this.#method = method;
      this.status = told.status;
      this.ok = told.status >= 200 && told.status < 300;
      this.url = told.url;
      this.redirected = told.redirected;
      this.headers = new Headers(told.headers);
    }
    text() {
      return (this.#told.text ??= lossy(this.#told.bytes).replace(/^\ufeff/, ''));
    }
    json() {
      return JSON.parse(this.text());
    }
    bytes() {
      return bytes(this.#told.bytes ?? utf8(this.#told.text));
    }
    raiseForStatus() {
      if (this.status < 400) return this;
      const where = `${this.#method} ${this.url.split('?', 1)[0]}`;
      throw new HttpError(`${where} answered ${this.status}: ${this.text().slice(0, 200)}`, 'STATUS', this);
    }
  }

  const OPTIONS = ['headers', 'query', 'json', 'form', 'body', 'timeout', 'redirect', 'signal'];
  async function request(method, url, options = {}) {
    const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
    if (unknown) throw new TypeError(`http knows no option "${unknown}"; it knows ${OPTIONS.join(', ')}`);
    return new HttpResponse(String(method).toUpperCase(), await send(method, url, options, TIMEOUT));
  }
  const http = { request };
  for (const method of ['get', 'head', 'post', 'put', 'patch', 'delete'])
    http[method] = (url, options) => request(method.toUpperCase(), url, options);

  return { http: Object.freeze(http), HttpError, TimeoutError, Headers, HttpResponse, send };
})
