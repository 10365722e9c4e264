// The module `taskhost` of JavaScript: `fetch` as browsers and Node.js have it, with what tasks use of it. Options that mean nothing here
// (credentials, mode, cache …) are passed over, as scripts bring them along.
(function (link) {
  'use strict';

  const { Headers, HttpResponse, send } = link;

  const TIMEOUT = 300000; // as Node.js waits for a response

  class Response {
    #got;
    #used = false;
    constructor(got) {
      this.#got = got;
      this.status = got.status;
      this.statusText = ''; // HTTP/2 has none
      this.ok = got.ok;
      this.url = got.url;
      this.redirected = got.redirected;
      this.headers = got.headers;
      this.type = 'default';
    }
    get bodyUsed() {
      return this.#used;
    }
    async #read(how) {
      if (this.#used) throw new TypeError('the body was read already; clone() the response before');
      this.#used = true;
      return this.#got[how]();
    }
    text() {
      return this.#read('text');
    }
    json() {
      return this.#read('json');
    }
    bytes() {
      return this.#read('bytes');
    }
    async arrayBuffer() {
      return (await this.bytes()).buffer;
    }
    clone() {
      if (this.#used) throw new TypeError('the body was read already; clone() the response before');
      return new Response(this.#got);
    }
  }

  async function fetch(url, options) {
    const { method = 'GET', headers, body, redirect, signal, timeout } = options ?? {};
    const known = { headers, body, redirect, signal, timeout };
    return new Response(new HttpResponse(String(method).toUpperCase(), await send(method, url, known, TIMEOUT)));
  }

  return { fetch, Headers };
})
