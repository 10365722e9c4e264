// Calls task functions inside one JavaScript interpreter. Evaluated once per interpreter by JsGuest, which gives `host`
// (functions that look at files) and keeps the returned object. Answers are one string each, a letter for the kind:
//   R json  returned     N note  returned what is not kept (N alone: undefined or null)
//   E text  threw        L text  cannot be called        P  not settled yet
(function (host, here) {
  'use strict';
  const most = 1000000; // characters of a result

  for (const name of ['Java', 'Packages', 'Polyglot', 'Graal', 'load', 'loadWithNewGlobal']) delete globalThis[name];
  globalThis.global = globalThis;

  // ---- timers: JavaScript has none of its own; the host waits until `next()` and calls `tick()` -------------------
  const timers = new Map();
  let lastId = 0;
  function add(callback, delay, args, every) {
    if (typeof callback !== 'function') throw new TypeError('The callback of a timer must be a function');
    const wait = Math.max(every ? 1 : 0, Number(delay) || 0);
    timers.set(++lastId, { at: host.now() + wait, callback, args, every: every ? wait : -1 });
    return lastId;
  }
  const clear = (id) => void timers.delete(id);
  globalThis.setTimeout = (callback, delay, ...args) => add(callback, delay, args, false);
  globalThis.setInterval = (callback, delay, ...args) => add(callback, delay, args, true);
  globalThis.setImmediate = (callback, ...args) => add(callback, 0, args, false);
  globalThis.clearTimeout = globalThis.clearInterval = globalThis.clearImmediate = clear;
  globalThis.queueMicrotask = (callback) => void Promise.resolve().then(callback).catch((e) => fail(e));

  function earliest() {
    let first = null;
    for (const [id, timer] of timers) if (first === null || timer.at < timers.get(first).at) first = id;
    return first;
  }

  // ---- CommonJS ---------------------------------------------------------------------------------------------------
  const modules = new Map();
  function requireFrom(folder) {
    const require = (name) => {
      const [kind, value] = JSON.parse(host.resolve(folder, String(name)));
      if (kind === 'none') throw Object.assign(new Error(value), { code: 'MODULE_NOT_FOUND' });
      return kind === 'module' ? host.module(value) : loadCommonJs(value);
    };
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
  let run = { answer: 'P' };
  function fail(e) {
    if (run.answer === 'P') run.answer = run.kind + describe(e);
    else console.error(describe(e));
  }
  function begin(kind, where) {
    timers.clear();
    run = { answer: 'P', kind: kind + (kind === 'L' ? `${where} does not load:\n` : '') };
    return run;
  }
  // Goes on at once when the value is there, later when it is a promise.
  function then(mine, value, next) {
    if (value !== null && typeof value === 'object' && typeof value.then === 'function' && !isNamespace(value))
      Promise.resolve(value).then((v) => { if (mine === run) next(v); }).catch((e) => { if (mine === run) fail(e); });
    else next(value);
  }
  const isNamespace = (value) => Object.prototype.toString.call(value) === '[object Module]';

  function start(file, isModule, where, name, stem, use) {
    const mine = begin('L', where);
    try {
      then(mine, isModule ? host.module(file) : loadCommonJs(file), (exported) => {
        const f = pick(exported, name, stem);
        const why = reject(exported, f, name, where);
        if (why) run.answer = 'L' + why;
        else use(mine, f);
      });
    } catch (e) {
      fail(e);
    }
    return run.answer;
  }
  function settled(answer) {
    if (answer !== 'P') timers.clear();
    return answer;
  }

  return {
    check: (file, isModule, where, name, stem) =>
      start(file, isModule, where, name, stem, () => { run.answer = 'N'; }),
    call: (file, isModule, where, name, stem, taskKey, executionId, traceId, extra, ...args) =>
      start(file, isModule, where, name, stem, (mine, f) => {
        run.kind = 'E';
        const kwargs = extra ? JSON.parse(extra) : {};
        kwargs.sub_task_id = executionId;
        kwargs.__unique_trace_id__ = traceId;
        try {
          then(mine, f(taskKey, ...args, kwargs), (value) => { run.answer = keep(value); });
        } catch (e) {
          fail(e);
        }
      }),
    // Milliseconds until the next timer is due; -1 when there is none.
    next: () => (timers.size ? Math.max(0, timers.get(earliest()).at - host.now()) : -1),
    // Runs the timer that is due, if one is. Promises that this settles go on when it returns, before `state`.
    tick: () => {
      const id = earliest();
      const timer = timers.get(id);
      if (!timer || timer.at > host.now()) return;
      if (timer.every < 0) timers.delete(id);
      else timer.at = host.now() + timer.every;
      try {
        timer.callback(...timer.args);
      } catch (e) {
        fail(e);
      }
    },
    state: () => settled(run.answer),
  };
})
