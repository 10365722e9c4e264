package dev.taskhost.core.folder;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that something in some folders has changed, as far as the operating system tells: never on network file systems, and
 * not when the user has too many watches. So it is a hint that comes early; who must not miss anything looks now and then as
 * well. Thread-safe.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);

    private static final WatchEvent.Kind<?>[] ALL = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };

    private final Runnable changed;
    private final @Nullable WatchService service;
    private final Map<Path, WatchKey> keys = new HashMap<>();
    private boolean refused;

    /**
     * Watches nothing yet.
     *
     * @param name of its thread
     * @param changed called on its thread after something has changed, perhaps several times; must return soon
     */
    public FolderWatch(String name, Runnable changed) {
        this.changed = changed;
        this.service = service();
        if (service != null) {
            WatchService running = service;
            Thread.ofPlatform().daemon().name(name).start(() -> watch(running));
        }
    }

    private static @Nullable WatchService service() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException e) {
            LOG.warn("Folders cannot be watched ({}); they are looked at now and then instead.", e.toString());
            return null;
        }
    }

    /** These are the folders to watch from now on; cheap when they are the same. */
    public synchronized void follow(Collection<Path> folders) {
        if (service == null) {
            return;
        }
        Set<Path> wanted = new HashSet<>(folders);
        keys.entrySet().removeIf(entry -> {
            boolean gone = !wanted.contains(entry.getKey()) || !entry.getValue().isValid();
            if (gone) {
                entry.getValue().cancel();
            }
            return gone;
        });
        for (Path folder : wanted) {
            if (!keys.containsKey(folder)) {
                register(service, folder);
            }
        }
    }

    private void register(WatchService running, Path folder) {
        try {
            keys.put(folder, folder.register(running, ALL));
        } catch (NoSuchFileException | NotDirectoryException | ClosedWatchServiceException e) {
            LOG.debug("{} is not there to watch.", folder);
        } catch (IOException e) {
            if (!refused) {
                LOG.warn("{} cannot be watched ({}); it is looked at now and then instead.", folder, e.toString());
            }
            refused = true;
        }
    }

    private void watch(WatchService running) {
        try {
            while (true) {
                WatchKey key = running.take();
                key.pollEvents(); // what it was is found by looking
                key.reset();
                changed.run();
            }
        } catch (ClosedWatchServiceException closed) {
            LOG.debug("Folders are not watched any more.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops watching; the thread ends by itself. */
    @Override
    public void close() {
        if (service == null) {
            return;
        }
        try {
            service.close();
        } catch (IOException e) {
            LOG.debug("Closing the watch of folders failed.", e);
        }
    }
}
