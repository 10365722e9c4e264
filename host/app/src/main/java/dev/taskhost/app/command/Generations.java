package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.script.hot.History;
import dev.taskhost.script.hot.History.Recorded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;

/** Reads the history of scripts for commands. */
final class Generations {
    private Generations() {}

    /**
     * The history in the data folder.
     *
     * @throws CommandException when there is none
     */
    static History read(Setup setup) {
        if (!Files.isDirectory(setup.scriptHistory())) {
            throw CommandException.wrong("No host has run with the data folder " + setup.data()
                    + " yet, so there are no generations; start one with taskhost run, or name another with --data.");
        }
        try {
            return new History(
                    setup.scriptHistory(),
                    setup.configuration().common().scripts().keepGenerations());
        } catch (IOException e) {
            throw CommandException.wrong("The history " + setup.scriptHistory() + " cannot be read (" + e
                    + "); run this as the user who runs the host.");
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
                                        + "; see taskhost scripts. Those kept are the last ones, as many as scripts.keep_generations says."));
    }
}
