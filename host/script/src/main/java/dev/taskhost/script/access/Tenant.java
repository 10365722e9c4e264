package dev.taskhost.script.access;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whoever is in an interpreter for the time of a call: whose scratch folder it is, where in the file system it stands, and what it
 * was refused last. Threads that it starts inherit the way to find it. Thread-safe.
 */
public final class Tenant {
    private static final InheritableThreadLocal<@Nullable Supplier<Optional<Tenant>>> HERE =
            new InheritableThreadLocal<>();

    private final String taskKey;
    private volatile Path folder = Scratch.PLACE;
    private volatile @Nullable String refusal;

    /** @param taskKey of the task that is called; empty when a script is only checked */
    public Tenant(String taskKey) {
        this.taskKey = taskKey;
    }

    /**
     * To be called by a thread that runs bodies, before the first of them.
     *
     * @param who is asked on this thread, or one that was started from it, who is on there
     */
    public static void askFrom(Supplier<Optional<Tenant>> who) {
        HERE.set(who);
    }

    /** Who is on, on this thread; empty on threads of the host, and where it cannot be told. */
    public static Optional<Tenant> current() {
        Supplier<Optional<Tenant>> who = HERE.get();
        return who == null ? Optional.empty() : who.get();
    }

    /**
     * Notes that whoever is on was refused something.
     *
     * @param what names it, and why not
     * @return the text for whoever asked for it
     */
    public static String refused(String what) {
        String text = what + " ([scripts] access = \"restricted\" in common.toml)";
        current().ifPresent(tenant -> tenant.refusal = text);
        return text;
    }

    String taskKey() {
        return taskKey;
    }

    /** The working directory, as the body sees it. */
    Path folder() {
        return folder;
    }

    void moveTo(Path next) {
        folder = next;
    }

    /** What it was refused last. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }
}
