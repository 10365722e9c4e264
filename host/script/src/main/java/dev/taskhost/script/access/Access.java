package dev.taskhost.script.access;

import dev.taskhost.script.network.NetworkList;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What bodies may reach. Immutable.
 *
 * @param scratch where the scratch folders of restricted bodies are; empty: nothing is restricted
 * @param network what restricted bodies may speak to
 * @param classes of the host, which bodies may use; also where nothing is restricted
 */
public record Access(Optional<Path> scratch, NetworkList network, HostClasses classes) {
    /** All files, the network, processes and native code, and no class of the host. */
    public static final Access TRUSTED = new Access(Optional.empty(), NetworkList.NONE, HostClasses.NONE);

    /** The scripts, a scratch folder below this one, and no class of the host. */
    public static Access restricted(Path scratch, NetworkList network) {
        return new Access(Optional.of(scratch), network, HostClasses.NONE);
    }

    /** Whether there are walls. */
    public boolean isRestricted() {
        return scratch.isPresent();
    }

    /** The same, with other classes. */
    public Access withClasses(HostClasses other) {
        return new Access(scratch, network, other);
    }
}
