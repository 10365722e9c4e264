// Each function that begins with test_ is a test of the module taskhost of JavaScript, given the address of an EchoServer.
import whole, { http, fetch, Headers, AbortController, AbortSignal, HttpError, TimeoutError, log, config, clock, cancelled } from 'taskhost';

function equal(got, wanted) {
  if (JSON.stringify(got) !== JSON.stringify(wanted)) throw new Error(`${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`);
}
async function refused(work, kind) {
  try {
    await work();
  } catch (e) {
    if (e instanceof kind) return e;
    throw e;
  }
  throw new Error('nothing was thrown');
}

export async function test_http(key, host) {
  const response = await http.get(`${host}/echo?a=1`, { query: { b: [2, 'ä ö'], c: null }, headers: { 'X-Own': 'x', 'X-None': undefined } });
  equal([response.status, response.ok, response.url, response.redirected], [200, true, `${host}/echo?a=1&b=2&b=%C3%A4+%C3%B6`, false]);
  equal([response.json().method, response.json().path], ['GET', '/echo?a=1&b=2&b=%C3%A4+%C3%B6']);
  equal([response.headers.get('CONTENT-LENGTH') > 10, response.headers.get('nothing')], [true, null]);
  equal((await http.post(`${host}/echo`, { json: { text: 'ä😀' } })).json().body, '{"text":"ä😀"}');
  equal((await http.put(`${host}/echo`, { form: { a: 'b c', d: [1, 2] } })).json().body, 'a=b+c&d=1&d=2');
  equal((await http.patch(`${host}/echo`, { body: new Uint8Array([97, 98]) })).json().body, 'ab');
  equal((await http.delete(`${host}/echo`)).json().method, 'DELETE');
  equal((await http.request('post', `${host}/moved`, { body: 'x' })).json().path, '/echo?moved=1');
  equal((await http.head(`${host}/missing`)).status, 404);
  equal((await http.get(`${host}/gzip`)).json().path, '/gzip');
}

export async function test_bodies(key, host) {
  const answer = await http.get(`${host}/binary`);
  equal(Array.from(answer.bytes()), [0, 255, 195, 164, 226, 130, 65]);
  equal(answer.text(), '\0\ufffdä\ufffd\ufffdA');
  equal(Array.from((await http.get(`${host}/text`)).bytes()), Array.from('no JSON', (c) => c.charCodeAt(0)));
  await refused(async () => (await http.get(`${host}/text`)).json(), SyntaxError);
  const large = new Uint8Array(300000).fill(200);
  equal((await http.post(`${host}/size`, { body: large })).text(), '300000');
}

export async function test_errors(key, host) {
  const missing = await http.get(`${host}/missing?token=hidden`);
  equal([missing.status, missing.ok], [404, false]);
  const status = await refused(() => missing.raiseForStatus(), HttpError);
  equal([status.code, status.status, status.response === missing, status.message], ['STATUS', 404, true, `GET ${host}/missing answered 404: `]);
  const away = await refused(() => http.get('http://127.0.0.1:1/x?token=hidden'), HttpError);
  equal([away.code, away.status, away.message.includes('hidden')], ['UNREACHABLE', 0, false]);
  const late = await refused(() => http.get(`${host}/slow`, { timeout: 50 }), TimeoutError);
  equal([late.code, late.name, late instanceof HttpError], ['TIMEOUT', 'TimeoutError', true]);
  await refused(() => http.get('ftp://127.0.0.1/'), TypeError);
  await refused(() => http.get(host, { timeut: 1 }), TypeError);
  await refused(() => http.get(host, { timeout: 0 }), TypeError);
  await refused(() => http.post(host, { json: {}, body: 'x' }), TypeError);
  await refused(() => http.post(host, { body: {} }), TypeError);
  await refused(() => http.get(`${host}/moved`, { redirect: 'error' }), HttpError);
}

export async function test_signals(key, host) {
  const controller = new AbortController();
  const waits = http.get(`${host}/slow`, { signal: controller.signal, timeout: null });
  setTimeout(() => controller.abort(), 20);
  equal((await refused(() => waits, Error)).name, 'AbortError');
  equal((await refused(() => http.get(host, { signal: controller.signal }), Error)).name, 'AbortError');
  equal((await refused(() => fetch(`${host}/slow`, { signal: AbortSignal.timeout(20) }), Error)).name, 'TimeoutError');
  equal((await http.get(`${host}/text`, { signal: new AbortController().signal })).text(), 'no JSON');
}

export async function test_fetch(key, host) {
  const response = await fetch(`${host}/echo`, { method: 'post', headers: new Headers([['X-Own', '1']]), body: 'ä', mode: 'cors' });
  equal([response.ok, response.status, response.bodyUsed], [true, 200, false]);
  equal((await response.clone().json()).body, 'ä');
  equal(new Uint8Array(await response.clone().arrayBuffer()).length > 1, true);
  equal((await response.bytes()).length > 1, true);
  await refused(() => response.text(), TypeError);
  equal((await fetch(`${host}/moved`, { redirect: 'manual' })).headers.get('location'), '/echo?moved=1');
  await refused(() => fetch('http://127.0.0.1:1/'), HttpError);
}

export async function test_many_at_once(key, host) {
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => http.get(`${host}/echo`, { query: { i }, timeout: 60000 })));
  equal(answers.map((answer) => answer.json().path), Array.from({ length: 100 }, (_, i) => `/echo?i=${i}`));
}

export function test_surroundings() {
  equal(config().custom.city, '上海');
  config().custom.city = 'elsewhere';
  equal(config('common').custom.city, '上海');
  let said;
  try { config('nothing'); } catch (e) { said = e.message; }
  equal(said, "nothing.toml is no file of the host's configuration; there are: common, mysql");
  equal([clock.now() instanceof Date, clock.now().toISOString(), clock.zone(), clock.today()], [true, '2030-06-30T20:00:00.000Z', 'Asia/Shanghai', '2030-07-01']);
  equal([cancelled(), whole.cancelled === cancelled], [false, true]);
}

export function logs() {
  log.debug('d');
  log.info('orders', { n: 3, big: 12n, list: [1] });
  log.warn(7);
  log.error('failed:', new RangeError('of no use'));
}

export function password() {
  return config('mysql').default;
}

export async function waits(key, url) {
  console.log('waits');
  await http.get(url, { timeout: null });
}

export async function forgets(key, url, last) {
  http.get(url, { timeout: null });
  await http.get(last);
}

export async function calls(key, url) {
  return (await http.get(url)).text();
}
