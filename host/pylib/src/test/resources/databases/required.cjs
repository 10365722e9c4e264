// The module taskhost by require.
const { mysql } = require('taskhost');

exports.test_required = async () => {
  if ((await mysql().queryValue('SELECT 5')) !== 5) throw new Error();
};
