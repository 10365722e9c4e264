package dev.taskhost.script.python;

import dev.taskhost.script.worker.Engines;
import dev.taskhost.script.worker.HostFunctions;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** What stand_ins.py needs of the host: modules that stand in for native ones, and what these need. Thread-safe. */
final class StandIns {
    private static final Set<String> NAMES = Set.of("_cpython_unicodedata", "pyexpat", "_taskhost_expat");

    /** Their functions for stand_ins.py. */
    static final HostFunctions FUNCTIONS = new HostFunctions(Map.of(
            "text", arguments -> text(arguments[0].asString()),
            "codePoint", arguments -> codePoint(arguments[0].asString()),
            "xml", arguments -> xml()));

    private StandIns() {}

    private static String text(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("nothing stands in for " + name);
        }
        return Engines.text(StandIns.class, name + ".py");
    }

    /** A function that is {@link XmlFeed#feed}, for one document. */
    private static ProxyExecutable xml() {
        XmlFeed feed = new XmlFeed();
        return arguments -> feed.feed(arguments[0].asString(), arguments[1].asBoolean());
    }

    /** The character of that name by the JDK's Unicode, or -1. */
    private static int codePoint(String name) {
        try {
            return Character.codePointOf(name);
        } catch (IllegalArgumentException unknown) {
            return -1;
        }
    }
}
