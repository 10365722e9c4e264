package dev.taskhost.app.child;

import dev.taskhost.script.ScriptSource;
import dev.taskhost.script.catalog.Generation;
import dev.taskhost.script.catalog.Manifest;
import dev.taskhost.script.library.Library;
import java.nio.file.Path;
import java.util.Map;

/**
 * One generation of the scripts. Its texts are kept as long as somebody has it.
 *
 * @param source what has it in charge, or had
 */
record ScriptContent(ScriptSource source, Generation scripts) implements Content {
    @Override
    public String identity() {
        return scripts.label();
    }

    @Override
    public String generation() {
        return scripts.label();
    }

    @Override
    public boolean isInCharge() {
        return source.inCharge().label().equals(scripts.label());
    }

    @Override
    public Map<String, Object> setup(Path folder) {
        Library library = source.library();
        return Map.of(
                Opening.ROOT, source.root().toString(),
                Opening.SCRIPTS, Manifest.of(scripts),
                Opening.LIBRARY, library.path(),
                Opening.FACTS, library.facts());
    }
}
