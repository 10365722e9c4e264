package dev.taskhost.app.command;

import dev.taskhost.core.folder.History;
import dev.taskhost.core.folder.History.Recorded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts the files of a generation back into a folder. Immutable.
 *
 * @param folder the scripts or plugins folder
 * @param now hashes of its files by path; others are left alone
 * @param history what the generation is of
 * @param target the generation
 * @param see the command that lists them
 */
record FolderRollback(Path folder, Map<String, String> now, History history, Recorded target, String see) {
    /**
     * Does it, and says what.
     *
     * @param dryRun only says it
     * @param force also where that loses contents that no generation has
     * @throws IOException when a file cannot be read or written; those before it are back already
     * @throws CommandException when that would lose something
     */
    void run(boolean dryRun, boolean force, PrintWriter out) throws IOException {
        Map<String, Character> changes = History.changes(now, target.files());
        if (changes.isEmpty()) {
            out.println("The folder is as generation " + target.number() + " was; nothing to do.");
            return;
        }
        if (!force) {
            refuseLoss(changes);
        }
        if (!dryRun) {
            for (Map.Entry<String, Character> change : changes.entrySet()) {
                apply(folder.resolve(change.getKey()), change);
            }
        }
        changes.forEach((path, kind) -> out.println(word(kind) + " " + path));
        out.println(
                dryRun
                        ? "Nothing was done yet; run it again without --dry-run."
                        : "The folder is as generation " + target.number() + " was. See " + see + ".");
    }

    private static String word(char kind) {
        return switch (kind) {
            case '+' -> "restored";
            case '-' -> "removed ";
            default -> "changed ";
        };
    }

    private void refuseLoss(Map<String, Character> changes) {
        List<String> lost = changes.entrySet().stream()
                .filter(change -> change.getValue() != '+')
                .map(Map.Entry::getKey)
                .filter(path ->
                        history.all().stream().noneMatch(each -> each.files().containsValue(now.get(path))))
                .toList();
        if (!lost.isEmpty()) {
            throw CommandException.wrong(
                    "The folder has files that no generation has as they are, and that would be lost: "
                            + String.join(", ", lost) + ". Copy them elsewhere, or give --force.");
        }
    }

    /** The content first, under another name, so that nobody ever sees half of it. */
    private void apply(Path file, Map.Entry<String, Character> change) throws IOException {
        if (change.getValue() == '-') {
            Files.deleteIfExists(file);
            return;
        }
        String hash = target.files().get(change.getKey());
        if (hash == null) {
            throw new IllegalStateException(change.getKey() + " is not in the generation");
        }
        Path parent = Files.createDirectories(file.getParent());
        Path unfinished = parent.resolve("." + file.getFileName() + ".rollback"); // a hidden file is none of those
        try {
            history.copies()
                    .copyTo(hash, unfinished); // with the rights of any new file: the host's user may be another
            keepRights(file, unfinished);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Those of the file that is there, if one is. */
    private static void keepRights(Path of, Path to) throws IOException {
        if (Files.exists(of) && Files.getFileStore(of).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(of);
            Files.setPosixFilePermissions(to, rights);
        }
    }
}
