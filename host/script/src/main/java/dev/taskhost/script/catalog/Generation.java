package dev.taskhost.script.catalog;

import dev.taskhost.core.folder.Copies;
import dev.taskhost.core.folder.History;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One state of the scripts folder, as interpreters see it whatever becomes of the files. Immutable.
 *
 * @param number counts up with each
 * @param id eight hex digits that follow from paths and texts alone: the same on all hosts that have the same scripts and packages
 * @param catalog the scripts
 * @param copies where the texts are; null when they are only in the folder itself
 */
public record Generation(
        long number, String id, Catalog catalog, @Nullable Copies copies) {
    /** Of these scripts. */
    public static Generation of(long number, Catalog catalog, @Nullable Copies copies) {
        return new Generation(number, History.idOf(catalog.hashes()), catalog, copies);
    }

    /** Whether it is this one, perhaps with other time stamps. */
    public boolean isSame(Generation other) {
        return number == other.number && id.equals(other.id);
    }

    /** For an execution that runs on it: {@code scripts 12 3fa9c1d2}. */
    public String label() {
        return "scripts " + number + " " + id;
    }

    /** Where the Python packages that its scripts see lie; empty when there are none. */
    public Optional<Path> sitePackages() {
        return Optional.ofNullable(catalog.environment().sitePackages());
    }

    /** Where the text of one of its scripts is to be read. */
    public Path text(Script script) {
        return copies == null ? script.file() : copies.at(script.hash());
    }
}
