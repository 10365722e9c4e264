package dev.taskhost.script.js;

import java.util.Set;

/** The modules that Node brings and this host does not. Thread-safe (no state). */
final class NodeBuiltins {
    private static final String PREFIX = "node:";

    private static final Set<String> NAMES = Set.of(
            "assert",
            "async_hooks",
            "buffer",
            "child_process",
            "cluster",
            "console",
            "constants",
            "crypto",
            "dgram",
            "diagnostics_channel",
            "dns",
            "domain",
            "events",
            "fs",
            "http",
            "http2",
            "https",
            "inspector",
            "module",
            "net",
            "os",
            "path",
            "perf_hooks",
            "process",
            "punycode",
            "querystring",
            "readline",
            "repl",
            "sea",
            "sqlite",
            "stream",
            "string_decoder",
            "sys",
            "test",
            "timers",
            "tls",
            "trace_events",
            "tty",
            "url",
            "util",
            "v8",
            "vm",
            "wasi",
            "worker_threads",
            "zlib");

    /** Those of which npm has a package of the same name that needs nothing of Node. */
    private static final Set<String> ON_NPM =
            Set.of("assert", "buffer", "events", "punycode", "string_decoder", "url", "util");

    private static final Set<String> OF_HTTP = Set.of("http", "http2", "https");

    private NodeBuiltins() {}

    /** The name without {@code node:} in front. */
    static String plain(String name) {
        return name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    }

    /** Whether Node itself answers to that name: {@code fs}, {@code node:fs}, {@code fs/promises}. */
    static boolean has(String name) {
        return name.startsWith(PREFIX) || NAMES.contains(first(name));
    }

    /**
     * Why there is none, and what to do.
     *
     * @param asker who asks for it, for a person
     * @param scripts what the scripts folder is called
     */
    static String refusal(String name, String asker, String scripts) {
        String plain = first(plain(name));
        String remedy;
        if (ON_NPM.contains(plain)) {
            remedy = "a package of that name gives it: npm install " + plain + " (in " + scripts + "/)";
        } else if (OF_HTTP.contains(plain)) {
            remedy = "import { http } from 'taskhost' (or { fetch }) calls servers";
        } else {
            remedy =
                    "use a package, or a build of this one, that needs nothing of Node (often the one for browsers), or write this"
                            + " part in Python";
        }
        return "Node's built-in module '" + name + "' does not exist here (asked for in " + asker
                + "). Scripts run inside the host, not in Node: " + remedy + ".";
    }

    private static String first(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }
}
