// As victims.py.

exports.jsSpins = () => {
  console.log('in');
  for (;;);
};

exports.jsNeverSettles = () => {
  console.log('in');
  setTimeout(() => {}, 3600000);
  return new Promise(() => {});
};
