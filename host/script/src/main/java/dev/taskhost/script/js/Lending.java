package dev.taskhost.script.js;

import java.nio.file.Path;

/** The module {@code taskhost}, which is no file: what the host lends. Stateless. */
final class Lending {
    /** What scripts import; a package or a file of that name that they have themselves comes first. */
    static final String NAME = "taskhost";

    /** Stands for it where a path is wanted; nothing lies there. */
    static final Path PATH = Path.of("/taskhost/taskhost.mjs");

    /** Of the ES module. */
    static final String TEXT = "const whole = globalThis[Symbol.for('taskhost.lending')](); export default whole;"
            + " export const { mysql, redis, DatabaseError, RedisError, http, fetch, Headers, AbortController, AbortSignal,"
            + " HttpError, TimeoutError, log, config, clock, cancelled, secret, progress, notice, SecretError, NoticeError } = whole;";

    private Lending() {}
}
