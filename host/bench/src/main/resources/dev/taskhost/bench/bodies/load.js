// As load.py.

exports.noop = () => {};

exports.naps = () => new Promise((done) => setTimeout(done, 300));

exports.fails = () => {
  throw new Error('it fails every time');
};

exports.spins = () => {
  for (;;);
};
