let calls = 0;
exports.counter = () => ++calls;
