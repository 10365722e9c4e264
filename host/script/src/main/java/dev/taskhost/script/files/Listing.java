package dev.taskhost.script.files;

import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** A folder's entries that are known already. For one thread; iterated over once, as the contract says. */
record Listing(List<Path> entries) implements DirectoryStream<Path> {
    @Override
    public Iterator<Path> iterator() {
        return entries.iterator();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
