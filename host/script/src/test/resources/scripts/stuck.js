exports.jsSpin = () => {
  console.log('in');
  for (;;);
};
exports.jsNever = () => {
  console.log('in');
  setTimeout(() => {}, 3600000);
  return new Promise(() => {});
};
