package dev.taskhost.core.store;

/**
 * A host's right to write, given by {@link Nodes#join}. A later join under the same name supersedes it.
 *
 * @param node the host's name, stable over its restarts
 * @param epoch counts up with each join of that name
 */
public record Lease(String node, long epoch) {}
