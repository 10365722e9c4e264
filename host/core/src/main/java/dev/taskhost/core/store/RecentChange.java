package dev.taskhost.core.store;

/**
 * A task was changed lately.
 *
 * @param stamp differs from that of the change before, unless both were made within one second
 * @param settled whether no other change can be made under the same stamp: its second is over
 */
public record RecentChange(int taskId, String stamp, boolean settled) {}
