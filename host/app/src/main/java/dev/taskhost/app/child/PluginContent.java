package dev.taskhost.app.child;

import dev.taskhost.plugin.PluginSource;
import dev.taskhost.plugin.load.Bundle;
import dev.taskhost.script.child.StartFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One plugin, with those it is loaded together with.
 *
 * @param source what has it in charge, or had
 * @param id the plugin's
 * @param bundle its files; empty when the plugin was gone when this was made
 */
record PluginContent(PluginSource source, String id, Optional<Bundle> bundle) implements Content {
    @Override
    public String identity() {
        return bundle.map(files -> "plugins " + files.files()).orElse("no plugin " + id);
    }

    @Override
    public String generation() {
        return bundle.map(Bundle::generation).orElse("");
    }

    @Override
    public boolean isInCharge() {
        return source.bundle(id).equals(bundle);
    }

    @Override
    public Map<String, Object> setup(Path folder) throws StartFailedException, IOException {
        Path jars = Files.createDirectory(folder.resolve("jars"));
        if (bundle.isEmpty() || !source.copyTo(id, bundle.get(), jars)) {
            throw new StartFailedException(
                    "the plugin '" + id + "' is no longer there: its file was removed or replaced;"
                            + " put it back, or change execute_func");
        }
        Path work = Files.createDirectory(folder.resolve("work"));
        return Map.of(
                Opening.JARS,
                jars.toString(),
                Opening.WORK,
                work.toString(),
                Opening.FACTS,
                source.facts().text());
    }
}
