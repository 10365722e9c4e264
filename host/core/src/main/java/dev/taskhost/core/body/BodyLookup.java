package dev.taskhost.core.body;

import dev.taskhost.core.body.BodySource.Candidate;
import dev.taskhost.core.body.BodySource.Rank;
import dev.taskhost.core.text.Nearest;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Looks {@code execute_func} up over all sources. The name is data: it is never evaluated. The best rank wins; within it
 * there has to be exactly one candidate. Thread-safe.
 */
public final class BodyLookup {
    private final List<BodySource> sources;

    public BodyLookup(List<? extends BodySource> sources) {
        this.sources = List.copyOf(sources);
    }

    /** Counts up whenever {@link #find} may answer differently than before. */
    public long generation() {
        return sources.stream().mapToLong(BodySource::generation).sum();
    }

    /** What the workers of all are at. */
    public Load load() {
        return sources.stream().map(BodySource::load).reduce(Load.NONE, Load::plus);
    }

    /** How many names are known. */
    public int size() {
        return sources.stream().mapToInt(source -> source.knownNames().size()).sum();
    }

    /**
     * The one body that a name means.
     *
     * @throws NoBodyException with the reason and the candidates or the nearest names
     */
    public Body find(String executeFunc) {
        String name = executeFunc.strip();
        if (name.isEmpty()) {
            throw new NoBodyException("execute_func is blank; name a function of a script or a plugin task");
        }
        if (name.contains("..") || name.startsWith("/") || name.contains("\\")) {
            throw new NoBodyException("execute_func '" + name + "' leaves the scripts folder; write a path inside it, "
                    + "like reports/daily.py:main");
        }
        List<Candidate> all =
                sources.stream().flatMap(source -> source.find(name).stream()).toList();
        Rank best = all.stream().map(Candidate::rank).min(Rank::compareTo).orElse(null);
        if (best == null) {
            throw new NoBodyException(none(name));
        }
        List<Body> bodies = all.stream()
                .filter(candidate -> candidate.rank() == best)
                .map(Candidate::body)
                .toList();
        if (bodies.size() > 1) {
            throw new NoBodyException("execute_func '" + name + "' is ambiguous: it may mean "
                    + bodies.stream().map(Body::name).sorted().collect(Collectors.joining(", "))
                    + "; write the one you mean");
        }
        return bodies.getFirst();
    }

    private String none(String name) {
        List<String> known =
                sources.stream().flatMap(source -> source.knownNames().stream()).toList();
        List<String> near = Nearest.to(name, known, 3);
        return "execute_func '" + name + "' names nothing in the scripts and plugins folders"
                + (near.isEmpty() ? "" : "; did you mean " + String.join(", ", near) + "?");
    }
}
