// Each function is a test of what a JavaScript task says of itself.
import { progress, notice, NoticeError } from 'taskhost';

function equal(got, wanted) {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) throw new Error(`${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
}
function refused(work, kind) {
  try {
    work();
  } catch (e) {
    if (e.constructor === kind) return e.message;
    throw e;
  }
  throw new Error('nothing was thrown');
}
async function refusedLater(work, kind) {
  try {
    await work();
  } catch (e) {
    if (e.constructor === kind) return e.message;
    throw e;
  }
  throw new Error('nothing was thrown');
}

export async function test_progress() {
  for (let i = 0; i <= 5000; i++) progress(i / 5000, 'row');
  equal(progress(1, 'all'), undefined);
  await notice('heard?', { to: 'heard' }); // the host of the test answers with what it has heard
  equal((await notice('heard?', { to: 'heard' }))[0], '[1.0,"all"]');
  await Promise.resolve();
  progress(null, '上海 😀');
  equal((await notice('heard?', { to: 'heard' }))[0], '[null,"上海 😀"]');
  progress(1e-7);
  equal((await notice('heard?', { to: 'heard' }))[0], '[1.0E-7,""]');
}

export async function test_what_is_no_progress() {
  for (const given of [NaN, 2, -0.1, Infinity]) refused(() => progress(given), RangeError);
  for (const given of ['0.5', true, {}, 1n]) refused(() => progress(given), TypeError);
  refused(() => progress(0.5, 7), TypeError);
}

export async function test_notices() {
  equal(await notice('零'), ['ops']);
  equal(await notice('x', { to: 'mail', urgent: true, title: 'A title' }), ['mail']);
  equal(await notice('x', { to: ['ops', 'mail'] }), ['ops', 'mail']);
  equal(await notice('x', { to: null }), ['ops']);
  const message = await refusedLater(() => notice('x', { to: 'nobody' }), NoticeError);
  if (!message.includes('there are ops')) throw new Error(message);
  await refusedLater(() => notice(' '), RangeError);
  await refusedLater(() => notice(7), TypeError);
  await refusedLater(() => notice('x', { to: [7] }), TypeError);
  await refusedLater(() => notice('x', { title: 7 }), TypeError);
}
