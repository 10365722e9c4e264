// The module `taskhost` that the host gives to JavaScript tasks. For editors: put it beside your scripts.
declare module 'taskhost' {
  /** A value of a parameter. An array stands for a list in parentheses, as after IN. */
  export type Value = string | number | bigint | boolean | null | Date | Uint8Array | ArrayBuffer | Value[];

  /** Values for `?` in their order, or for `:name` by their names. */
  export type Parameters = Value[] | Record<string, Value>;

  export type Row = Record<string, unknown>;

  export interface Result {
    /** Those that a SELECT found; empty for other statements. */
    rows: Row[];
    /** How many rows were affected or found. */
    affected: number;
    /** The number that was made for an AUTO_INCREMENT column; 0 for none. */
    insertId: number;
  }

  export interface Queries {
    /** All rows of a SELECT. For very many of them see `stream`. */
    query<T = Row>(sql: string, params?: Parameters): Promise<T[]>;
    /** The first row, or null. */
    queryOne<T = Row>(sql: string, params?: Parameters): Promise<T | null>;
    /** The first value of the first row, or null. */
    queryValue<T = unknown>(sql: string, params?: Parameters): Promise<T | null>;
    /** Executes a statement; gives the number of rows it affected. */
    execute(sql: string, params?: Parameters): Promise<number>;
    /** Executes a statement and gives all there is to know. */
    run(sql: string, params?: Parameters): Promise<Result>;
    /** The rows one by one; never more than a thousand of them in memory. */
    stream<T = Row>(sql: string, params?: Parameters): AsyncGenerator<T>;
    /** A transaction: what `work` did through its argument is undone when it throws. One within another is a savepoint. */
    transaction<T>(work: (transaction: Queries) => Promise<T>): Promise<T>;
  }

  /** A table of mysql.toml; without a name: default. Takes no connection before the first call. */
  export function mysql(alias?: string): Queries;

  /** What Redis answers: texts where they are UTF-8, bytes where not. */
  export type Reply = string | number | null | Uint8Array | RedisError | Reply[];

  export interface Redis {
    /** One command. */
    call(name: string, ...args: (string | number | bigint | Uint8Array)[]): Promise<Reply>;
    /** Several commands in one round trip, which take effect together with `transaction: true`. */
    pipeline(commands: (string | number | bigint | Uint8Array)[][], options?: { transaction?: boolean }): Promise<Reply[]>;
  }

  /** A table of redis.toml; without a name: default. */
  export function redis(alias?: string): Redis;

  /**
   * A secret of [secrets] in common.toml, as it is now. To be asked for inside a task's function, not at the top of a file.
   * Rejects with a SecretError when there is none, the task may not have it, or its file cannot be read.
   */
  export function secret(name: string): Promise<string>;

  /** Why there is no secret. */
  export class SecretError extends Error {}
   * Says how far the execution is, as often as is convenient; never waits. `fraction`: 0 to 1, null when the amount is not known.
   * A text of over 200 characters is cut.
   */
  export function progress(fraction: number | null, text?: string): void;

  /**
   * Tells people something, through the senders of common.toml; gives those that tell it. `to`: routes or senders, without it whom
   * the task's notices go to. `urgent`: also in quiet hours.
   */
  export function notice(text: string, options?: { to?: string | string[] | null; urgent?: boolean; title?: string | null }): Promise<string[]>;

  /** People cannot be told, or there is nobody of that name. */
  export class NoticeError extends Error {}

  /** What a server or a pool refuses. */
  export class DatabaseError extends Error {
    /** MySQL's number; 0 where there is none. */
    errno: number;
  }

  /** What Redis refuses. */
  export class RedisError extends Error {
    /** Whether it cannot be reached. */
    unavailable: boolean;
  }
}
