package dev.taskhost.core.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which task fires which on success ({@code extra.next}), to refuse circles, which would never end. Confined to the
 * engine's thread.
 */
final class Chains {
    private final Wanted wanted;
    private final Map<Integer, Link> links = new HashMap<>();
    private final Map<String, List<String>> nextOf = new HashMap<>();
    private final Set<Integer> refused = new HashSet<>();

    /**
     * @param wanted is given the tasks that were refused, when they might not be any more
     */
    Chains(Wanted wanted) {
        this.wanted = wanted;
    }

    /** The circle that a task would close, in words like {@code a → b → a}; null when there is none. */
    @Nullable
    String circle(String key, List<String> next) {
        if (next.isEmpty()) {
            return null;
        }
        Map<String, String> cameFrom = new HashMap<>();
        Deque<String> open = new ArrayDeque<>();
        next.forEach(each -> visit(each, key, cameFrom, open));
        while (!open.isEmpty()) {
            String at = open.remove();
            if (at.equals(key)) {
                return inWords(key, cameFrom);
            }
            nextOf.getOrDefault(at, List.of()).forEach(each -> visit(each, at, cameFrom, open));
        }
        return null;
    }

    /** A task fires these on success now. */
    void set(int taskId, String key, List<String> next) {
        Link link = new Link(key, next);
        Link before = links.get(taskId);
        boolean nothing = before == null && next.isEmpty();
        if (!nothing && !link.equals(before)) {
            remove(taskId);
            links.put(taskId, link);
            nextOf.put(key, next);
        }
    }

    /** A task fires nothing any more. */
    void remove(int taskId) {
        refused.remove(taskId);
        Link link = links.remove(taskId);
        if (link != null) {
            nextOf.remove(link.key());
            wanted.addAll(refused);
        }
    }

    /** A task was refused for a circle. */
    void refuse(int taskId) {
        remove(taskId);
        refused.add(taskId);
    }

    private static void visit(String key, String from, Map<String, String> cameFrom, Deque<String> open) {
        if (cameFrom.putIfAbsent(key, from) == null) {
            open.add(key);
        }
    }

    private static String inWords(String key, Map<String, String> cameFrom) {
        StringBuilder words = new StringBuilder(key);
        String at = key;
        do {
            at = cameFrom.getOrDefault(at, key);
            words.insert(0, at + " → ");
        } while (!at.equals(key));
        return words.toString();
    }

    private record Link(String key, List<String> next) {}
}
