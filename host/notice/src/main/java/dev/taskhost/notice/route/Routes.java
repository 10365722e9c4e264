package dev.taskhost.notice.route;

import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.core.text.KeyPattern;
import dev.taskhost.core.text.Nearest;
import dev.taskhost.notice.settings.NoticeSettings;
import dev.taskhost.notice.settings.Route;
import dev.taskhost.notice.settings.SenderSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says who is told of what. A task goes by what its row names; else by every route whose patterns it fits; else to the default
 * senders. A sender named by several routes gets one notice. Immutable, thread-safe.
 */
public final class Routes {
    private final Map<String, Known> routes = new LinkedHashMap<>();
    private final Map<String, SenderSettings> senders = new LinkedHashMap<>();
    private final List<String> defaults;
    private final Duration lateAfter;

    private record Known(Route route, List<KeyPattern> tasks) {}

    /** Takes the configured routes and senders. */
    public Routes(NoticeSettings settings) {
        for (Route route : settings.routes()) {
            routes.put(
                    route.name(),
                    new Known(route, route.tasks().stream().map(KeyPattern::new).toList()));
        }
        settings.senders().forEach(sender -> senders.put(sender.name(), sender));
        this.defaults = settings.defaults();
        this.lateAfter = settings.lateAfter();
    }

    /**
     * Who is told of an event of a task; empty when nobody is.
     *
     * @param extra of the row
     */
    public List<Destination> of(String taskKey, String extra, NoticeEvent event) {
        Alert alert = Alert.read(extra);
        if (alert.off() || !(alert.events().isEmpty() || alert.events().contains(event))) {
            return List.of();
        }
        Map<String, Found> found = new LinkedHashMap<>();
        List<String> named = alert.to().stream().filter(this::isKnown).toList();
        if (named.isEmpty()) {
            byPattern(taskKey, event, found);
        } else {
            named.forEach(name -> byName(name, event, found));
        }
        return destinations(found, alert.at());
    }

    private static List<Destination> destinations(Map<String, Found> found, List<String> at) {
        List<Destination> destinations = new ArrayList<>();
        found.forEach((sender, all) -> {
            all.at.addAll(at);
            destinations.add(new Destination(sender, List.copyOf(all.at), all.urgent));
        });
        return destinations;
    }

    /**
     * Who is told what a task's body wants told. Names that it gives itself have the last word, also over the events of routes and
     * over {@code extra.alert}; without any it goes as an event {@link NoticeEvent#MESSAGE}.
     *
     * @param extra of the row
     * @param to names of routes or senders, see {@link #names}; others are passed over
     */
    public List<Destination> ofMessage(String taskKey, String extra, List<String> to) {
        if (to.isEmpty()) {
            return of(taskKey, extra, NoticeEvent.MESSAGE);
        }
        Map<String, Found> found = new LinkedHashMap<>();
        for (String name : to) {
            Known known = routes.get(name);
            if (known == null) {
                add(name, null, found);
            } else {
                known.route().senders().forEach(sender -> add(sender, known.route(), found));
            }
        }
        return destinations(found, List.of());
    }

    /** How late a fire time of a task may be served. */
    public Duration delay(String extra) {
        Duration delay = Alert.read(extra).delay();
        return delay == null ? lateAfter : delay;
    }

    /** What is wrong with what a row says, in sentences; often nothing. */
    public List<String> problems(String extra) {
        Alert alert = Alert.read(extra);
        List<String> problems = new ArrayList<>(alert.problems());
        Set<String> names = names();
        for (String name : alert.to()) {
            if (!names.contains(name)) {
                problems.add("extra.alert names " + name + ", which is no route and no sender of common.toml"
                        + Nearest.hint(name, names)
                        + (names.isEmpty() ? "; there are none" : "; there are " + String.join(", ", names)));
            }
        }
        return problems;
    }

    /** The names of all routes and senders. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(routes.keySet());
        names.addAll(senders.keySet());
        return names;
    }

    private boolean isKnown(String name) {
        return routes.containsKey(name) || senders.containsKey(name);
    }

    private void byPattern(String taskKey, NoticeEvent event, Map<String, Found> found) {
        boolean any = false;
        for (Known known : routes.values()) {
            if (known.tasks().stream().anyMatch(pattern -> pattern.matches(taskKey))) {
                any = true;
                byRoute(known.route(), event, found);
            }
        }
        if (!any) {
            defaults.forEach(sender -> add(sender, null, found));
        }
    }

    private void byName(String name, NoticeEvent event, Map<String, Found> found) {
        Known known = routes.get(name);
        if (known == null) {
            add(name, null, found);
        } else {
            byRoute(known.route(), event, found);
        }
    }

    private void byRoute(Route route, NoticeEvent event, Map<String, Found> found) {
        if (route.events().contains(event)) {
            route.senders().forEach(sender -> add(sender, route, found));
        }
    }

    private void add(String sender, @Nullable Route route, Map<String, Found> found) {
        SenderSettings settings = senders.get(sender);
        if (settings == null) {
            return; // the configuration is refused for it
        }
        Found all = found.computeIfAbsent(sender, name -> new Found());
        all.at.addAll(settings.at());
        if (route != null) {
            all.at.addAll(route.at());
            all.urgent |= route.urgent();
        }
    }

    /** What several routes say about one sender. */
    private static final class Found {
        private final Set<String> at = new LinkedHashSet<>();
        private boolean urgent;
    }
}
