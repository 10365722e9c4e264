// The module `taskhost` of JavaScript: databases. Answers are as dev.taskhost.core.service.SqlSession says.
(function (link) {
  'use strict';

  const { open, told, bytes, DatabaseError } = link;

  const NO_BACKSLASH = 512; // of the server's status flags
  const BIGINT = 8, DATETIME = 12, TIMESTAMP = 7; // the protocol's numbers

  // ---- statements -------------------------------------------------------------------------------------------------
  const two = (n) => String(n).padStart(2, '0');
  const escapes = { '\0': '\\0', '\n': '\\n', '\r': '\\r', '\x1a': '\\Z', '"': '\\"', "'": "\\'", '\\': '\\\\' };
  const quoted = (text, plain) =>
    "'" + (plain ? text.replaceAll("'", "''") : text.replace(/[\0\n\r\x1a"'\\]/g, (c) => escapes[c])) + "'";
  function moment(date) {
    if (Number.isNaN(date.getTime())) throw new TypeError('an invalid Date is no value of a database; give null');
    const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
    const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
    return `'${day} ${time}.${String(date.getMilliseconds()).padStart(3, '0')}'`;
  }
  function literal(value, plain) {
    if (value === null) return 'NULL';
    switch (typeof value) {
      case 'string':
        return quoted(value, plain);
      case 'number':
        if (!Number.isFinite(value)) throw new TypeError(`${value} is no value of a database; give null, or a number`);
        return Number.isInteger(value) || String(value).includes('e') ? String(value) : `${value}e0`; // else a decimal
      case 'bigint':
        return String(value);
      case 'boolean':
        return value ? '1' : '0';
    }
    if (value instanceof Date) return moment(value);
    if (value instanceof ArrayBuffer) return literal(new Uint8Array(value), plain);
    if (value instanceof Uint8Array)
      return "_binary x'" + Array.from(value, (b) => b.toString(16).padStart(2, '0')).join('') + "'";
    if (Array.isArray(value)) return '(' + value.map((one) => literal(one, plain)).join(',') + ')';
    const kind = value === undefined ? 'undefined' : 'an object';
    throw new TypeError(`${kind} is no value of a database; give null, or JSON.stringify(it) for a JSON column`);
  }
  // What is passed over whole: texts, quoted names, comments. What is a parameter: ? and :name.
  const parts = /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`[^`]*`|\/\*[\s\S]*?\*\/|--\s[^\n]*|#[^\n]*|:=|::|(\?)|:([A-Za-z_]\w*)/g;
  function bound(sql, params, plain) {
    if (params === undefined || params === null) return sql;
    const named = !Array.isArray(params);
    let at = 0;
    const whole = sql.replace(parts, (part, mark, name) => {
      if (mark && !named) {
        if (at >= params.length) throw new DatabaseError(0, `the statement has more ? than the ${params.length} parameters given`);
        return literal(params[at++], plain);
      }
      if (name && named) {
        if (!(name in params)) throw new DatabaseError(0, `there is no parameter "${name}" for :${name}`);
        return literal(params[name], plain);
      }
      return part;
    });
    if (!named && at < params.length) throw new DatabaseError(0, `${params.length} parameters were given and the statement has ${at} ?`);
    return whole;
  }

  // ---- rows -------------------------------------------------------------------------------------------------------
  function date(text) {
    const found = /^(\d+)-(\d+)-(\d+) (\d+):(\d+):(\d+)(?:\.(\d+))?$/.exec(text);
    const made = found && new Date(found[1], found[2] - 1, found[3], found[4], found[5], found[6], (found[7] ?? '').padEnd(3, '0').slice(0, 3));
    return made && made.getMonth() === found[2] - 1 ? made : text; // what is no date stays a text
  }
  function reader(columns) {
    const names = columns.map((column) => column[0]);
    const readers = columns.map(([, type, kind]) => {
      if (kind === 'b') return bytes;
      if (kind === 'i') return Number;
      if (type === BIGINT) return (value) => (typeof value === 'string' ? BigInt(value) : value);
      return type === DATETIME || type === TIMESTAMP ? date : undefined;
    });
    return (row) => {
      const made = {};
      for (let i = 0; i < names.length; i++) {
        const value = row[i];
        made[names[i]] = value === null || readers[i] === undefined ? value : readers[i](value);
      }
      return made;
    };
  }

  // ---- databases --------------------------------------------------------------------------------------------------
  class Queries {
    async run(sql, params) {
      const [session, first, once] = await this._execute(sql, params);
      if (first.c === undefined) return { rows: [], affected: first.n, insertId: first.id };
      const read = reader(first.c);
      const rows = first.r.map(read);
      for await (const more of rest(session, first, once)) for (const row of more) rows.push(read(row));
      return { rows, affected: rows.length, insertId: 0 };
    }
    async query(sql, params) {
      return (await this.run(sql, params)).rows;
    }
    async queryOne(sql, params) {
      return (await this.run(sql, params)).rows[0] ?? null;
    }
    async queryValue(sql, params) {
      const row = (await this.run(sql, params)).rows[0];
      return row === undefined ? null : Object.values(row)[0];
    }
    async execute(sql, params) {
      return (await this.run(sql, params)).affected;
    }
    async *stream(sql, params) {
      const [session, first, once] = await this._execute(sql, params);
      if (first.c === undefined) return;
      const read = reader(first.c);
      for (const row of first.r) yield read(row);
      for await (const more of rest(session, first, once)) for (const row of more) yield read(row);
    }
  }
  async function* rest(session, first, once) {
    let handle = first.h;
    if (!handle) return;
    try {
      while (handle) {
        const more = await told(session, 'fetch', String(handle));
        handle = more.h;
        yield more.r;
      }
    } finally {
      if (once) await told(session, 'close');
      else if (handle) await told(session, 'free', String(handle));
    }
  }
  class Transaction extends Queries {
    constructor(session) {
      super();
      this._session = session;
      this._depth = 0;
      this._plain = false;
    }
    async _execute(sql, params) {
      const first = await told(this._session, 'execute', bound(sql, params, this._plain));
      return [this._session, first, false];
    }
    async transaction(work) {
      const name = `taskhost_${++this._depth}`;
      await told(this._session, 'execute', `SAVEPOINT ${name}`);
      try {
        const value = await work(this);
        await told(this._session, 'execute', `RELEASE SAVEPOINT ${name}`);
        return value;
      } catch (e) {
        await told(this._session, 'execute', `ROLLBACK TO SAVEPOINT ${name}`);
        throw e;
      } finally {
        this._depth--;
      }
    }
  }
  class Database extends Queries {
    constructor(alias) {
      super();
      this.alias = alias;
    }
    // Whether a backslash is no escape there; asked once, and only when there is one.
    async _plain() {
      if (this._isPlain !== undefined) return this._isPlain;
      const session = open('mysql', this.alias, '1');
      const flags = (await told(session, 'ping')).f;
      await told(session, 'close');
      return (this._isPlain = (flags & NO_BACKSLASH) !== 0);
    }
    async _execute(sql, params) {
      let whole = bound(sql, params, false);
      if (params != null && whole.includes('\\') && (await this._plain())) whole = bound(sql, params, true);
      const session = open('mysql', this.alias, '1');
      return [session, await told(session, 'once', whole), true];
    }
    async transaction(work) {
      const session = open('mysql', this.alias, '1');
      try {
        const transaction = new Transaction(session);
        transaction._plain = ((await told(session, 'execute', 'BEGIN')).f & NO_BACKSLASH) !== 0;
        const value = await work(transaction);
        await told(session, 'execute', 'COMMIT');
        return value;
      } finally {
        await told(session, 'close'); // what is not committed by now is rolled back
      }
    }
  }

  return { mysql: (alias = 'default') => new Database(alias) };
})
