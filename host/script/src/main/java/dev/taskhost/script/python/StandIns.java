package dev.taskhost.script.python;

import dev.taskhost.script.worker.Engines;
import java.util.Set;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** What stand_ins.py needs of the host: modules that stand in for native ones, and what these need. Thread-safe. */
final class StandIns {
    private static final Set<String> NAMES = Set.of("_cpython_unicodedata", "pyexpat");

    private StandIns() {}

    /** The text of one. */
    static String text(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("nothing stands in for " + name);
        }
        return Engines.text(StandIns.class, name + ".py");
    }

    /** A function that is {@link XmlFeed#feed}, for one document. */
    static ProxyExecutable xml() {
        XmlFeed feed = new XmlFeed();
        return arguments -> feed.feed(arguments[0].asString(), arguments[1].asBoolean());
    }

    /** The character of that name by the JDK's Unicode, or -1. */
    static int codePoint(String name) {
        try {
            return Character.codePointOf(name);
        } catch (IllegalArgumentException unknown) {
            return -1;
        }
    }
}
