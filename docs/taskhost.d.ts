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

  /**
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

  /** Values of a query or a form; an array gives a name several times, null and undefined leave it out. */
  export type Fields = Record<string, unknown> | Iterable<[string, unknown]>;

  export interface RequestOptions {
    /** What is null or undefined is left out. Host, Connection, Content-Length, Expect and Upgrade are the client's own. */
    headers?: Headers | Record<string, unknown> | Iterable<[string, unknown]>;
    /** Added to the URL's query. */
    query?: Fields | string;
    /** The body, as JSON. */
    json?: unknown;
    /** The body, as a form. */
    form?: Fields | string;
    /** The body as it is. */
    body?: string | Uint8Array | ArrayBuffer | ArrayBufferView | { toString(): string } | null;
    /** Milliseconds for all of it, redirects and the response's body: 5000, and 300000 for `fetch`; null: as long as it takes. */
    timeout?: number | null;
    /** Whether a redirect is followed (at most ten), given as the response, or an error. */
    redirect?: 'follow' | 'manual' | 'error';
    /** Gives the request up: then it rejects with the signal's reason. */
    signal?: AbortSignal | null;
  }

  /** What a server answered, all of it. The largest body is 32 MB. */
  export interface HttpResponse {
    readonly status: number;
    /** Whether the status is 200 to 299. */
    readonly ok: boolean;
    /** What it is the response of, after redirects. */
    readonly url: string;
    readonly redirected: boolean;
    readonly headers: Headers;
    /** In the encoding that the response names, else UTF-8. */
    text(): string;
    /** @throws SyntaxError when it is no JSON */
    json<T = any>(): T;
    /** Unpacked, where the response was gzip or deflate. */
    bytes(): Uint8Array;
    /** This response. @throws HttpError when its status is 400 or above */
    raiseForStatus(): this;
  }

  /**
   * HTTP by the host: connections are kept, redirects followed, gzip unpacked, certificates checked by the host's Java, whose proxy settings hold.
   * Any status is a response; what gets none rejects with HttpError, and with TypeError where it is no request. No cookies are kept.
   * It ends with the execution. With `access = "restricted"` only servers that `network` lists are called.
   */
  export const http: {
    request(method: string, url: string | { toString(): string }, options?: RequestOptions): Promise<HttpResponse>;
    get(url: string | { toString(): string }, options?: RequestOptions): Promise<HttpResponse>;
    head(url: string | { toString(): string }, options?: RequestOptions): Promise<HttpResponse>;
    post(url: string | { toString(): string }, options?: RequestOptions): Promise<HttpResponse>;
    put(url: string | { toString(): string }, options?: RequestOptions): Promise<HttpResponse>;
    patch(url: string | { toString(): string }, options?: RequestOptions): Promise<HttpResponse>;
    delete(url: string | { toString(): string }, options?: RequestOptions): Promise<HttpResponse>;
  };

  /** Header fields; names are the same in capitals and small letters. Several values of one name are joined by commas. */
  export class Headers implements Iterable<[string, string]> {
    constructor(init?: Record<string, unknown> | Iterable<[string, unknown]> | null);
    append(name: string, value: unknown): void;
    set(name: string, value: unknown): void;
    /** null where there is none. */
    get(name: string): string | null;
    has(name: string): boolean;
    delete(name: string): void;
    getSetCookie(): string[];
    /** In the order of their names, which are in small letters. */
    entries(): Generator<[string, string]>;
    keys(): Generator<string>;
    values(): Generator<string>;
    forEach(callback: (value: string, name: string, headers: Headers) => void, self?: unknown): void;
    [Symbol.iterator](): Generator<[string, string]>;
  }

  /** As browsers and Node.js have it, with what a task uses of it; the body has come when the promise is fulfilled. */
  export interface Response {
    readonly status: number;
    /** Always empty. */
    readonly statusText: string;
    /** Whether the status is 200 to 299. */
    readonly ok: boolean;
    readonly url: string;
    readonly redirected: boolean;
    readonly headers: Headers;
    readonly type: 'default';
    readonly bodyUsed: boolean;
    text(): Promise<string>;
    json<T = any>(): Promise<T>;
    bytes(): Promise<Uint8Array>;
    arrayBuffer(): Promise<ArrayBuffer>;
    clone(): Response;
  }

  /** `http` in the form that JavaScript knows. Other options of it (mode, credentials, cache …) mean nothing here. */
  export function fetch(
    url: string | { toString(): string },
    options?: Pick<RequestOptions, 'headers' | 'body' | 'redirect' | 'signal' | 'timeout'> & { method?: string; [other: string]: unknown },
  ): Promise<Response>;

  /** A request has no response, or one that `raiseForStatus` does not like. */
  export class HttpError extends Error {
    /**
     * UNREACHABLE: no such server, name or trusted certificate; TIMEOUT; BROKEN: what came was no HTTP, or ended in the middle; REDIRECTS: ten of them, or one
     * that was not to be followed; TOO_LARGE; NOT_LISTED: not in `[scripts] network`; STATUS: by `raiseForStatus`; UNAVAILABLE: the execution has ended,
     * or the process it runs in has no host to ask.
     */
    code: 'UNREACHABLE' | 'TIMEOUT' | 'BROKEN' | 'REDIRECTS' | 'TOO_LARGE' | 'NOT_LISTED' | 'STATUS' | 'UNAVAILABLE';
    /** Of the response; 0 where there is none. */
    status: number;
    response: HttpResponse | undefined;
  }

  /** The server took longer than the time-out; its code is TIMEOUT. */
  export class TimeoutError extends HttpError {}

  /** Tells a request that it is not wanted any more. */
  export class AbortSignal {
    readonly aborted: boolean;
    readonly reason: any;
    onabort: ((event: { type: 'abort'; target: AbortSignal }) => void) | null;
    addEventListener(type: 'abort', listener: (event: { type: 'abort'; target: AbortSignal }) => void): void;
    removeEventListener(type: 'abort', listener: (event: { type: 'abort'; target: AbortSignal }) => void): void;
    throwIfAborted(): void;
    /** One that comes by itself. */
    static timeout(milliseconds: number): AbortSignal;
    static abort(reason?: any): AbortSignal;
  }

  export class AbortController {
    readonly signal: AbortSignal;
    abort(reason?: any): void;
  }

  /** The host's log, under `task.<task_key>` and with the trace id; what it takes is output of the execution as well. Objects become JSON, errors their trace. */
  export const log: {
    debug(...values: unknown[]): void;
    info(...values: unknown[]): void;
    warn(...values: unknown[]): void;
    error(...values: unknown[]): void;
  };

  /**
   * The values of a file of the host's configuration as they were at its start: common, logger, mysql or redis. The caller's to change. Passwords,
   * secrets and tokens are there for trusted scripts alone.
   */
  export function config<T = Record<string, any>>(name?: string): T;

  /** The host's clock. */
  export const clock: {
    now(): Date;
    /** The day it is in `zone()`: 2030-12-31. */
    today(): string;
    /** The time zone in which the host reads cron: Europe/Berlin. */
    zone(): string;
  };

  /** Whether the execution was asked to end, by a stop, its time limit or the host's end. */
  export function cancelled(): boolean;

  /** All of it: `import taskhost from 'taskhost'`. */
  const taskhost: typeof import('taskhost');
  export default taskhost;
}
