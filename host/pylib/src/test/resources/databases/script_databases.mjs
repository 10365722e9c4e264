// Each function is a test of the module taskhost of JavaScript.
import { mysql, redis, secret, DatabaseError, RedisError, SecretError } from 'taskhost';

const db = mysql();

function equal(got, wanted) {
  const show = (value) => JSON.stringify(value, (k, v) => (typeof v === 'bigint' ? `${v}n` : v));
  if (show(got) !== show(wanted)) throw new Error(`${show(got)} instead of ${show(wanted)}`);
}
async function refused(work, kind, errno) {
  try {
    await work();
  } catch (e) {
    if (e instanceof kind && (errno === undefined || e.errno === errno)) return e;
    throw e;
  }
  throw new Error('nothing was thrown');
}

export async function test_secrets() {
  equal(await secret('api'), '"é上\n');
  const unknown = await refused(() => secret('aip'), SecretError);
  if (!unknown.message.includes('did you mean api?')) throw unknown;
  const other = await refused(() => secret('bank'), SecretError);
  if (!other.message.includes('tasks of secrets.bank in common.toml names billing')) throw other;
}

export async function test_values() {
  const nasty = '\'"\\ \n\0 ?:name 上海 😀 /* -- #';
  equal(await db.queryOne('SELECT ? AS a, ? AS b, ? AS c, \'?\' AS d', [nasty, 1.5, null]), { a: nasty, b: 1.5, c: null, d: '?' });
  equal(await db.queryValue('SELECT :name', { name: nasty }), nasty);
  equal(await db.queryValue('SELECT 2 IN ?', [[1, 2, 'x']]), 1);
  equal(await db.queryValue('SELECT 18446744073709551615'), 18446744073709551615n);
  equal(await db.queryValue('SELECT CAST(5 AS SIGNED)'), 5);
  equal(Array.from(await db.queryValue('SELECT ?', [new Uint8Array([0, 255, 39])])), [0, 255, 39]);
  const now = new Date(2024, 1, 29, 1, 2, 3, 45);
  equal((await db.queryValue('SELECT CAST(? AS DATETIME(3))', [now])).getTime(), now.getTime());
  equal(await db.queryValue('SELECT CAST(1.50 AS DECIMAL(5,2))'), '1.50');
  await refused(() => db.query('SELECT ?', [{}]), TypeError);
  await refused(() => db.query('SELECT ?', []), DatabaseError, 0);
}

export async function test_changes_and_errors() {
  await db.execute('CREATE OR REPLACE TABLE j_t (id INT AUTO_INCREMENT PRIMARY KEY, n INT UNIQUE)');
  equal((await db.run('INSERT INTO j_t (n) VALUES (?), (?)', [1, 2])).insertId, 1);
  await refused(() => db.execute('INSERT INTO j_t (n) VALUES (1)'), DatabaseError, 1062);
  await refused(() => db.query('SELEC'), DatabaseError, 1064);
  const e = await refused(() => mysql('defualt').query('SELECT 1'), DatabaseError);
  if (!e.message.includes('did you mean default?')) throw e;
  equal(await db.transaction(async (tx) => {
    await tx.execute('INSERT INTO j_t (n) VALUES (3)');
    await refused(() => tx.transaction(async () => {
      await tx.execute('INSERT INTO j_t (n) VALUES (4)');
      throw new RangeError();
    }), RangeError);
    return tx.queryValue('SELECT COUNT(*) FROM j_t');
  }), 3);
  await refused(() => db.transaction(async (tx) => {
    await tx.execute('DELETE FROM j_t');
    throw new RangeError();
  }), RangeError);
  equal(await db.queryValue('SELECT COUNT(*) FROM j_t'), 3);
}

export async function test_streams() {
  let seen = 0;
  for await (const row of db.stream('SELECT seq FROM seq_1_to_3500')) equal(row.seq, ++seen);
  equal(seen, 3500);
  for await (const row of db.stream('SELECT seq FROM seq_1_to_3500')) break;
  equal((await db.query('SELECT seq FROM seq_1_to_2500')).length, 2500);
}

export async function test_together() {
  const all = await Promise.all(Array.from({ length: 20 }, (_, i) => db.queryValue('SELECT SLEEP(0.1) + ?', [i])));
  equal(all.length, 20);
  equal(all[7], 7);
}

export async function test_redis() {
  const cache = redis();
  equal(await cache.call('SET', 'j:k', 'é😀'), 'OK');
  equal(await cache.call('GET', 'j:k'), 'é😀');
  equal(await cache.pipeline([['SET', 'j:n', 1], ['INCR', 'j:n']], { transaction: true }), ['OK', 2]);
  await refused(() => cache.call('INCR', 'j:k'), RedisError);
}

export async function leaves() {
  await db.transaction(async (tx) => {
    await tx.execute('SELECT 1');
    console.log('leaving');
    await tx.query('SELECT SLEEP(600)');
  });
}
