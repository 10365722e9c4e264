package dev.taskhost.script.network;

import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which addresses the names on the list had, whenever anybody in this process asked: a socket is given an address, not a name. As
 * long as the host runs, up to a bound for each name and for the names together; the oldest go first. Thread-safe.
 */
final class KnownAddresses {
    private static final int MOST_NAMES = 4_096;
    private static final int MOST_ADDRESSES = 256;

    private final Map<String, Set<InetAddress>> byName = new LinkedHashMap<>();
    private final Map<InetAddress, Set<String>> byAddress = new HashMap<>();

    /** A name on the list has those addresses. */
    synchronized void add(String host, Collection<InetAddress> addresses) {
        String name = NamePattern.plain(host);
        Set<InetAddress> known = byName.computeIfAbsent(name, key -> new LinkedHashSet<>());
        for (InetAddress address : addresses) {
            known.add(address);
            byAddress.computeIfAbsent(address, key -> new LinkedHashSet<>()).add(name);
        }
        while (known.size() > MOST_ADDRESSES) {
            InetAddress oldest = known.iterator().next();
            known.remove(oldest);
            forget(oldest, name);
        }
        if (byName.size() > MOST_NAMES) {
            String oldest = byName.keySet().iterator().next();
            Set<InetAddress> of = byName.remove(oldest);
            (of == null ? Set.<InetAddress>of() : of).forEach(address -> forget(address, oldest));
        }
    }

    private void forget(InetAddress address, String name) {
        Set<String> names = byAddress.getOrDefault(address, new LinkedHashSet<>());
        names.remove(name);
        if (names.isEmpty()) {
            byAddress.remove(address);
        }
    }

    /** Whether one of the names that had this address is of that kind. */
    synchronized boolean any(InetAddress address, Predicate<String> names) {
        return byAddress.getOrDefault(address, Set.of()).stream().anyMatch(names);
    }
}
