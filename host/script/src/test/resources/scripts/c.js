const h = require('./h');
module.exports = { run(k) { console.log('cjs', h.name); console.error('err'); return h.name; }, other: async () => 5 };
