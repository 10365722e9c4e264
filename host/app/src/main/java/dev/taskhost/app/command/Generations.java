package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.core.folder.History;
import dev.taskhost.core.folder.History.Recorded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the histories of scripts and plugins for commands. */
final class Generations {
    private Generations() {}

    /**
     * The scripts' history in the data folder.
     *
     * @throws CommandException when there is none
     */
    static History scripts(Setup setup) {
        int keep = setup.configuration().common().scripts().keepGenerations();
        return read(setup, setup.scriptHistory(), place -> History.ofScripts(place, keep));
    }

    /**
     * The plugins' history in the data folder.
     *
     * @throws CommandException when there is none
     */
    static History plugins(Setup setup) {
        int keep = setup.configuration().common().plugins().keepGenerations();
        return read(setup, setup.pluginHistory(), place -> History.ofPlugins(place, keep, Long.MAX_VALUE));
    }

    /** Reads a history. */
    private interface Reader {
        History read(Path place) throws IOException;
    }

    private static History read(Setup setup, Path place, Reader reader) {
        if (!Files.isDirectory(place)) {
            throw CommandException.wrong("No host has run with the data folder " + setup.data()
                    + " yet, so there are no generations; start one with taskhost run, or name another with --data.");
        }
        try {
            return reader.read(place);
        } catch (IOException e) {
            throw CommandException.wrong(
                    "The history " + place + " cannot be read (" + e + "); run this as the user who runs the host.");
        }
    }

    /** Says which scripts are broken in the newest of them, and what is wrong; nothing when none is. */
    static void printBroken(List<Recorded> all, Setup setup, PrintWriter out) {
        if (all.isEmpty()) {
            return;
        }
        all.getLast().broken().forEach((path, bad) -> {
            out.println();
            out.println(setup.scripts().getFileName() + "/" + path + " is broken"
                    + (bad.heldBack() ? "; an earlier version is in charge:" : " and no version of it was good:"));
            bad.error().lines().forEach(line -> out.println("    " + line));
        });
    }

    /**
     * One by its number, or by the first digits of its id.
     *
     * @throws CommandException when there is none
     */
    static Recorded find(History history, String name) {
        return history.find(name)
                .orElseThrow(
                        () -> CommandException.wrong(
                                "There is no generation " + name
                                        + "; see taskhost scripts and taskhost plugins. Those kept are the last ones, as many as keep_generations in [scripts] and [plugins] says."));
    }
}
