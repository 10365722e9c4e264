exports.idle = (key) => {};
