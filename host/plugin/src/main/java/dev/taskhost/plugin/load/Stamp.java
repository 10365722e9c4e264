package dev.taskhost.plugin.load;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * By what a change of a file is seen without reading it.
 *
 * @param size bytes
 * @param modified as the file system tells it
 * @param key the file's identity (its inode), so that a file moved into the place of another is a change even when size
 *     and time agree; null where the file system has none
 */
record Stamp(long size, FileTime modified, @Nullable Object key) {
    static Stamp of(BasicFileAttributes attributes) {
        return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
}
