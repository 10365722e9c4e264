const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

exports.crowd = async (key, ms) => {
  console.log('in', key);
  await sleep(Number(ms));
  console.log('out', key);
  return key;
};
exports.crowdSpin = async (key) => {
  await sleep(1);
  console.log('in');
  for (;;);
};
exports.crowdThrow = async (key) => {
  await sleep(1);
  throw new Error('no ' + key);
};
exports.crowdTick = async (key) => {
  let n = 0;
  await new Promise((resolve) => {
    const timer = setInterval(() => {
      console.log(key, ++n);
      if (n === 3) {
        clearInterval(timer);
        resolve();
      }
    }, 2);
  });
  return n;
};
