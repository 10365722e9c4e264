// Calls task functions inside one JavaScript interpreter. Evaluated once per interpreter by JsGuest, which gives `host`
// (functions that look at files) and keeps the returned object. Answers are one string each, a letter for the kind:
//   R json  returned     N note  returned what is not kept (N alone: undefined or null)
//   E text  threw        L text  cannot be called        P  not settled yet: it goes on in turns
// Each entry from the host serves one run, and so do the promises that it settles; output and timers belong to that run.
(function (host, services, here, java) {
  'use strict';
  const most = 1000000; // characters of a result

  const type = java ? globalThis.Java.type : undefined; // of the classes that are listed
  for (const name of ['Java', 'Packages', 'Polyglot', 'Graal', 'load', 'loadWithNewGlobal']) delete globalThis[name];
  if (java) globalThis.Java = Object.freeze({ type });
  globalThis.global = globalThis;

  // ---- timers: JavaScript has none of its own; the host waits until `next()` and calls `tick()` -------------------
  const timers = new Map(); // by id
  const heap = []; // of [at, id], the earliest first; entries that no timer stands behind any more are passed over
  let lastId = 0;
  const before = (a, b) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]);
  function push(entry) {
    let at = heap.push(entry) - 1;
    for (let up; at > 0 && before(entry, heap[(up = (at - 1) >> 1)]); at = up) heap[at] = heap[up];
    heap[at] = entry;
  }
  function pop() {
    const entry = heap.pop();
    if (heap.length === 0) return;
    let at = 0;
    for (let down; (down = 2 * at + 1) < heap.length; at = down) {
      if (down + 1 < heap.length && before(heap[down + 1], heap[down])) down++;
      if (!before(heap[down], entry)) break;
      heap[at] = heap[down];
    }
    heap[at] = entry;
  }
  function add(callback, delay, args, every) {
    if (typeof callback !== 'function') throw new TypeError('The callback of a timer must be a function');
    const wait = Math.max(every ? 1 : 0, Number(delay) || 0);
    const timer = { id: ++lastId, at: host.now() + wait, callback, args, every: every ? wait : -1, run: current };
    timers.set(timer.id, timer);
    current.timers.add(timer.id);
    push([timer.at, timer.id]);
    return timer.id;
  }
  function clear(id) {
    const timer = timers.get(id);
    if (!timer) return;
    timers.delete(id);
    timer.run.timers.delete(id);
  }
  // The timer that is due first; undefined when there is none.
  function earliest() {
    for (; heap.length; pop()) {
      const timer = timers.get(heap[0][1]);
      if (timer && timer.at === heap[0][0]) return timer;
    }
  }
  globalThis.setTimeout = (callback, delay, ...args) => add(callback, delay, args, false);
  globalThis.setInterval = (callback, delay, ...args) => add(callback, delay, args, true);
  globalThis.setImmediate = (callback, ...args) => add(callback, 0, args, false);
  globalThis.clearTimeout = globalThis.clearInterval = globalThis.clearImmediate = clear;
  globalThis.queueMicrotask = (callback) => void Promise.resolve().then(callback).catch((e) => fail(e));

  // ---- what the host lends: its answers come as timers do, when the host asks what is due -----------------------------
  const pending = new Map(); // what was asked, by number
  let ready; // an answer that has come, with who waits for it
  function take() {
    while (!ready && pending.size) {
      const text = services.answered();
      if (text === '') break;
      const space = text.indexOf(' ');
      const number = Number(text.slice(0, space));
      const waits = pending.get(number);
      pending.delete(number);
      if (waits && waits.run.answer === 'P') ready = [waits, text.slice(space + 1)];
    }
    return ready;
  }
  const callId = () => Math.max(0, current.id); // 0: the one that is on
  // `begins` is given a function that gives it up: then the promise never settles.
  function ask(session, operation, texts, begins) {
    const number = Number(services.begin(callId(), session, operation, ...texts).slice(1));
    begins?.(() => pending.delete(number) && services.abandon(0, -number));
    return new Promise((resolve) => pending.set(number, { run: current, session: session || -number, resolve }));
  }
  let lends;
  const lending = () => (lends ??= host.part('taskhost')({ host, services, callId, ask, describe }));
  globalThis[Symbol.for('taskhost.lending')] = lending; // for ES modules

  // ---- CommonJS ---------------------------------------------------------------------------------------------------
  const modules = new Map();
  function requireFrom(folder) {
    const find = (name) => {
      const found = JSON.parse(host.resolve(folder, String(name)));
      if (found[0] === 'none') throw Object.assign(new Error(found[1]), { code: 'MODULE_NOT_FOUND' });
      return found;
    };
    const require = (name) => {
      const [kind, file] = find(name);
      if (kind === 'lending') return lending();
      return kind === 'module' ? host.required(file) : loadCommonJs(file);
    };
    require.resolve = (name) => find(name)[1];
    require.cache = {};
    return require;
  }
  function loadCommonJs(file) {
    const known = modules.get(file);
    if (known) return known.exports;
    const module = { exports: {}, filename: file, id: file, loaded: false, children: [], paths: [] };
    modules.set(file, module);
    try {
      const folder = file.slice(0, file.lastIndexOf('/'));
      module.require = requireFrom(folder);
      if (file.endsWith('.json')) module.exports = JSON.parse(host.read(file));
      else host.compile(file).call(module.exports, module.exports, module.require, module, file, folder);
      module.loaded = true;
      return module.exports;
    } catch (e) {
      modules.delete(file);
      throw e;
    }
  }
  globalThis[Symbol.for('taskhost.require')] = loadCommonJs; // for ES modules that import a CommonJS file

  // ---- what is callable -------------------------------------------------------------------------------------------
  function article(value) {
    if (value === null) return 'null';
    const name = typeof value === 'object' ? (value.constructor && value.constructor.name) || 'object' : typeof value;
    return (/^[aeiou]/i.test(name) ? 'an ' : 'a ') + name;
  }
  function pick(exported, name, stem) {
    if (exported !== null && typeof exported === 'object' && name in exported) return exported[name];
    if (typeof exported === 'function') {
      if (name in exported && name !== 'name' && name !== 'length') return exported[name];
      return name === stem || name === 'default' || name === exported.name ? exported : undefined;
    }
    const standard = exported && exported.default;
    const meant = typeof standard === 'function' && (name === stem || name === standard.name);
    return meant ? standard : undefined;
  }
  function reject(exported, f, name, where) {
    if (f === undefined) {
      const own = exported ? Object.keys(exported).filter((key) => typeof exported[key] === 'function') : [];
      return `${where} exports no function \`${name}\`.` + (own.length ? ` It exports: ${own.join(', ')}.` : '');
    }
    if (typeof f !== 'function') return `\`${name}\` in ${where} is ${article(f)}, not a function.`;
    if (/^class\b/.test(Function.prototype.toString.call(f))) return `\`${name}\` in ${where} is a class, not a function.`;
    if (/Generator/.test(Object.prototype.toString.call(f)))
      return `\`${name}\` in ${where} is a generator function: calling it runs nothing. Use return.`;
    return '';
  }

  // ---- results and errors -----------------------------------------------------------------------------------------
  function keep(value) {
    if (value === undefined || value === null) return 'N';
    if (typeof value === 'string' && value.length > most)
      return `Nreturned a string of ${value.length} characters, which is too long to keep`;
    let text;
    try {
      text = JSON.stringify(value);
    } catch (e) {
      return `Nreturned ${article(value)}, which is not JSON-able (${e && e.message})`;
    }
    if (text === undefined) return `Nreturned ${article(value)}, which is not JSON-able`;
    if (text.length > most) return `Nreturned ${article(value)} of ${text.length} characters of JSON, which is too long to keep`;
    return 'R' + text;
  }
  function describe(e, depth = 0) {
    if (!(e instanceof Error)) {
      let shown;
      try { shown = typeof e === 'string' ? e : JSON.stringify(e) ?? String(e); } catch { shown = String(e); }
      return `Uncaught ${shown} (thrown, but not an Error, so there is no trace)`;
    }
    const head = String(e).trimEnd();
    const stack = typeof e.stack === 'string' ? e.stack : head;
    const frames = stack.split('\n').filter((line) => /^\s+at /.test(line) && !line.includes(here));
    const first = stack.includes('\n    at ') ? stack.slice(0, stack.indexOf('\n    at ')) : stack;
    let text = [first.includes(e.message) ? first.trimEnd() : head, ...frames].join('\n');
    if (depth < 5 && Array.isArray(e.errors)) e.errors.forEach((x) => (text += '\n  [error]: ' + describe(x, depth + 1)));
    if (depth < 5 && e.cause !== undefined) text += '\nCaused by: ' + describe(e.cause, depth + 1);
    return text;
  }

  // ---- the call ---------------------------------------------------------------------------------------------------
  const runs = new Map(); // those that wait, by id
  const ended = []; // of those, the ones that have settled since the host asked
  let current = { id: 0, answer: 'N', timers: new Set() };
  function settle(run, answer) {
    if (run.answer !== 'P') return;
    run.answer = answer;
    run.timers.forEach(clear);
    if (runs.delete(run.id)) ended.push(run);
  }
  function fail(e, run = current) {
    if (run.answer === 'P') settle(run, run.kind + describe(e));
    else console.error(describe(e));
  }
  // Goes on at once when the value is there, later when it is a promise.
  function then(mine, value, next) {
    if (value !== null && typeof value === 'object' && typeof value.then === 'function' && !isNamespace(value))
      Promise.resolve(value).then((v) => { if (mine.answer === 'P') next(v); }).catch((e) => { if (mine.answer === 'P') fail(e, mine); });
    else next(value);
  }
  const isNamespace = (value) => Object.prototype.toString.call(value) === '[object Module]';

  function start(id, file, isModule, where, name, stem, use) {
    const mine = (current = { id, answer: 'P', kind: `L${where} does not load:\n`, timers: new Set() });
    try {
      then(mine, isModule ? host.module(file) : loadCommonJs(file), (exported) => {
        const f = name === '' ? undefined : pick(exported, name, stem);
        const why = name === '' ? '' : reject(exported, f, name, where);
        if (why) settle(mine, 'L' + why);
        else use(mine, f);
      });
    } catch (e) {
      fail(e, mine);
    }
  }

  return {
    check: (id, file, isModule, where, name, stem) =>
      start(id, file, isModule, where, name, stem, (mine) => settle(mine, 'N')),
    call: (id, file, isModule, where, name, stem, taskKey, executionId, traceId, extra, ...args) =>
      start(id, file, isModule, where, name, stem, (mine, f) => {
        mine.kind = 'E';
        const kwargs = extra ? JSON.parse(extra) : {};
        kwargs.sub_task_id = executionId;
        kwargs.__unique_trace_id__ = traceId;
        try {
          then(mine, f(taskKey, ...args, kwargs), (value) => settle(mine, keep(value)));
        } catch (e) {
          fail(e, mine);
        }
      }),
    // What became of the run begun last, once its promises have gone as far as they go; from then on it waits.
    state: () => {
      if (current.answer === 'P') runs.set(current.id, current);
      return current.answer;
    },
    // Milliseconds until the next timer is due; -1 when there is none.
    next: () => {
      if (take()) return 0;
      const timer = earliest();
      return timer ? Math.max(0, timer.at - host.now()) : pending.size ? 3600000 : -1;
    },
    // The id of the run whose timer is due; -1 when none is.
    due: () => {
      if (take()) return ready[0].run.id;
      const timer = earliest();
      return timer && timer.at <= host.now() ? timer.run.id : -1;
    },
    // Runs the timer that is due. Promises that this settles go on when it returns, before `over`.
    tick: () => {
      if (take()) {
        const [waits, text] = ready;
        ready = undefined;
        current = waits.run;
        waits.resolve(text);
        return;
      }
      const timer = earliest();
      if (!timer || timer.at > host.now()) return;
      current = timer.run;
      if (timer.every < 0) clear(timer.id);
      else push([(timer.at = host.now() + timer.every), timer.id]);
      try {
        timer.callback(...timer.args);
      } catch (e) {
        fail(e, timer.run);
      }
    },
    // One that has settled, as "id answer"; '' when there is none.
    over: () => {
      const run = ended.shift();
      return run ? `${run.id} ${run.answer}` : '';
    },
    // No timer is left: what waits now waits for ever.
    stuck: () => {
      for (const run of [...runs.values()]) settle(run, 'EThe returned promise never settles: no timer is left that could settle it.');
    },
    // It never goes on.
    drop: (id) => {
      const run = runs.get(id);
      if (!run) return false;
      runs.delete(id);
      run.answer = 'N';
      run.timers.forEach(clear);
      for (const [number, waits] of pending) {
        if (waits.run !== run) continue;
        pending.delete(number);
        services.abandon(id, waits.session);
      }
      if (ready && ready[0].run === run) ready = undefined;
      return true;
    },
  };
})
