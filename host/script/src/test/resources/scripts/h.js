exports.name='hé'; exports.fn = function fn() { return 1; }
