// Ways out of the walls, as in attempts.py.
const attempts = {
  requireAbsolute: (out) => require(out + '/secret.json'),
  requireRelative: () => require('../outside/secret.json'),
  requireUp: () => require('./../../../../../../../etc/passwd'),
  requireLinked: () => require('./linked/secret.json'),
  requireLink: () => require('./link.js'),
  requirePackage: () => require('sly'), // its package.json names a file outside
  symbol: (out) => globalThis[Symbol.for('taskhost.require')](out + '/secret.json'),
  symbolScript: (out) => globalThis[Symbol.for('taskhost.require')](out + '/secret.js'),
  symbolUp: (out) => globalThis[Symbol.for('taskhost.require')](__dirname + '/../outside/secret.json'),
  importAbsolute: (out) => import(out + '/secret.mjs'),
  importScript: (out) => import(out + '/secret.js'),
  importJson: (out) => import(out + '/secret.json'),
  importRelative: () => import('../outside/secret.mjs'),
  importUrl: (out) => import('file://' + out + '/secret.mjs'),
  importJar: (out) => import('jar:file://' + out + '/packed.zip!/packed.py'),
  importJdk: () => import('jrt:/java.base/module-info.class'),
  importHttp: (out, mark, port) => import(`http://127.0.0.1:${port}/x.mjs`),
  importLinked: () => import('./linked/secret.mjs'),
  importProc: () => import('/proc/self/environ'),
  java: () => Java.type('java.lang.Runtime'),
  packages: () => Packages.java.lang.Runtime,
  javaGlobal: () => java.lang.System.getenv(),
  javaThroughFunction: () => Function('return Java')().type('java.lang.Runtime'),
  javaThroughConstructor: () => attempts.java.constructor.constructor('return Java.type("java.lang.System")')(),
  polyglot: () => Polyglot.eval('python', '1'),
  polyglotBindings: () => Polyglot.export('x', 1),
  graal: () => Graal.versionGraalVM,
  load: (out) => load(out + '/secret.js'),
  loadWithNewGlobal: (out) => loadWithNewGlobal({ script: 'Java', name: 'x' }),
  read: (out) => read(out + '/secret.js'),
  readFully: (out) => readFully(out + '/secret.js'),
  process: () => process.env,
  fs: () => require('fs').readFileSync('/etc/passwd'),
  childProcess: (out, mark) => require('child_process').execSync('touch ' + mark),
  exec: (out, mark) => $EXEC('touch ' + mark),
  wasm: () => new WebAssembly.Memory({ initial: 1 }),
  worker: () => new Worker('x.js'),
  realm: () => Realm.create().global,
  fetch: (out, mark, port) => fetch(`http://127.0.0.1:${port}/`),
  socket: (out, mark, port) => new XMLHttpRequest(),
  hostFunctions: () => {
    // The driver's functions are on the stack; whoever gets hold of one is still outside.
    let found;
    const before = Error.prepareStackTrace;
    Error.prepareStackTrace = (e, sites) => sites.map((site) => site.getFunction && site.getFunction());
    try {
      found = new Error().stack;
    } finally {
      Error.prepareStackTrace = before;
    }
    const driver = found.find((f) => f && /host\./.test(String(f)));
    if (!driver) throw new Error('no function of the driver was found');
    return driver.getClass().getName();
  },
  hostException: (out) => {
    try {
      globalThis[Symbol.for('taskhost.require')](out + '/nothing.json');
    } catch (e) {
      return e.getClass().getClassLoader().toString();
    }
  },
};

exports.run = async (taskKey, name, out, mark, port) => {
  const reached = await attempts[name](out, mark, port);
  return 'REACHED ' + (reached === undefined ? 'undefined' : JSON.stringify(reached));
};
exports.names = () => Object.keys(attempts);
exports.data = () => [require('./data.json').own, require('./helper').help()];
