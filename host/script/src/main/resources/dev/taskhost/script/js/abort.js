// The module `taskhost` of JavaScript: signals that end a request, as far as browsers have them.
(function () {
  'use strict';

  const named = (name, message) => Object.assign(new Error(message), { name });

  let end; // ends a signal, which only what is in here can
  class AbortSignal {
    #listeners = new Set();
    aborted = false;
    reason = undefined;
    onabort = null;
    addEventListener(type, listener) {
      if (type === 'abort') this.#listeners.add(listener);
    }
    removeEventListener(type, listener) {
      this.#listeners.delete(listener);
    }
    throwIfAborted() {
      if (this.aborted) throw this.reason;
    }
    static {
      end = (signal, reason) => signal.#end(reason);
    }
    #end(reason) {
      if (this.aborted) return;
      this.aborted = true;
      this.reason = reason ?? named('AbortError', 'the request was aborted');
      const event = { type: 'abort', target: this };
      if (typeof this.onabort === 'function') this.onabort(event);
      for (const listener of this.#listeners) typeof listener === 'function' ? listener.call(this, event) : listener.handleEvent(event);
      this.#listeners.clear();
    }
    static timeout(milliseconds) {
      const signal = new AbortSignal();
      setTimeout(() => end(signal, named('TimeoutError', `the request was aborted after ${milliseconds} ms`)), milliseconds);
      return signal;
    }
    static abort(reason) {
      const signal = new AbortSignal();
      end(signal, reason);
      return signal;
    }
  }

  class AbortController {
    signal = new AbortSignal();
    abort(reason) {
      end(this.signal, reason);
    }
  }

  return { AbortController, AbortSignal };
})
