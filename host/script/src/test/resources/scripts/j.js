export function bad(k) { return k.nope(); }
export async function abad(k) { await null; throw new TypeError('asy', { cause: new Error('root') }); }
export async function wait(k, ...a) { await new Promise((r) => setTimeout(r, 20)); return [k, a]; }
export function never() { return new Promise(() => {}); }
export function loop() { console.log("started"); for (;;); }
export const num = 3;
export class K {}
export function* gen() { yield 1; }
export function returnsFunction() { return () => 1; }
export function longWait() { console.log("started"); return new Promise((r) => setTimeout(r, 1e7)); }
export async function timers() {
  const seen = [];
  const every = setInterval(() => seen.push('every'), 5);
  await new Promise((r) => setImmediate(r));
  await new Promise((r) => queueMicrotask(r));
  const cleared = setTimeout(() => seen.push('never'), 1);
  clearTimeout(cleared);
  await new Promise((r) => setTimeout(r, 40));
  clearInterval(every);
  return seen.length > 1 && seen.every((x) => x === 'every');
}
export function badTimer() { return new Promise(() => setTimeout(() => { throw new Error('in timer'); }, 1)); }
export function throwsText() { throw 'just text'; }
export function hostClass() { return String(Java.type('java.lang.System')); }
export function hostPackage() { return String(java.lang.System); }
export function says() { console.log('säy'); console.error('error line'); }
export function big() { return 10n; }
