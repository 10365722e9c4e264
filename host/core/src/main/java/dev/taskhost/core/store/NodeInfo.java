package dev.taskhost.core.store;

/**
 * A process as a host of the database.
 *
 * @param node the host's name, stable over its restarts
 * @param incarnation of this very process, random
 * @param pid its process id; 0 when unknown
 * @param place machine and data folder, of which the process holds the lock: an earlier process of the same place is dead
 * @param version of taskhost; empty when unknown
 */
public record NodeInfo(String node, String incarnation, long pid, String place, String version) {
    /** A host of which nothing but its name is known, in a place of its own. */
    public static NodeInfo named(String node) {
        return new NodeInfo(node, "", 0, "", "");
    }
}
