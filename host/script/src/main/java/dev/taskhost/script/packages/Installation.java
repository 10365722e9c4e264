package dev.taskhost.script.packages;

import dev.taskhost.script.environment.Environment;
import dev.taskhost.script.environment.Environments;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Installs what {@code requirements.txt} in the scripts folder asks for. With a {@code requirements.lock} that was made for it, exactly that is installed;
 * else pip looks for versions, keeping those of the lock where it can, and the lock is written anew. The packages go into a folder of their own
 * (see {@link Environments}), which is complete before the lock names it, so hosts go from the old ones to the new ones at once. Only pure Python: wheels
 * that fit every platform. For one thread.
 */
public final class Installation {
    private static final String CONSTRAINTS = "constraints.txt";

    private final Path scripts;
    private final Environments environments;
    private final Pip pip;

    /**
     * What is to be done.
     *
     * @param from a folder of wheels, so that no index is asked; null for pip's index
     * @param upgrade to look for versions anew, whatever the lock says
     * @param arguments for pip
     */
    public record Request(@Nullable Path from, boolean upgrade, List<String> arguments) {}

    /**
     * What was done.
     *
     * @param words for a person, one line
     * @param lock the SHA-256 of the lock that counts now
     */
    public record Done(String words, String lock) {}

    /** @param scripts the scripts folder */
    public Installation(Path scripts, Environments environments, Pip pip) {
        this.scripts = scripts;
        this.environments = environments;
        this.pip = pip;
    }

    /**
     * Installs.
     *
     * @throws PackagesException when it cannot be done; everything is as it was before
     * @throws IOException when files cannot be read or written; everything is as it was before
     */
    public Done install(Request request) throws PackagesException, IOException {
        String requirements = requirements();
        Files.createDirectories(environments.folder());
        try (FileChannel file = FileChannel.open(
                        environments.folder().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = file.tryLock()) {
            if (alone == null) {
                throw new PackagesException("Another `taskhost pip install` is at work with " + environments.folder()
                        + "; wait for its end, then run this again.");
            }
            Optional<LockFile> lock = lock();
            boolean exact = lock.isPresent() && lock.get().isFor(requirements) && !request.upgrade();
            return exact ? exactly(lock.get(), request) : anew(requirements, lock, request);
        }
    }

    private String requirements() throws PackagesException, IOException {
        Path file = scripts.resolve(Environment.REQUIREMENTS);
        if (!Files.isRegularFile(file)) {
            throw new PackagesException(
                    "There is no " + shown(Environment.REQUIREMENTS)
                            + ". Write into it which packages the scripts need, one a line (requests==2.32.3, or just requests), and run this again.");
        }
        return Files.readString(file);
    }

    private Optional<LockFile> lock() throws IOException {
        Path file = scripts.resolve(Environment.LOCK);
        return Files.isRegularFile(file) ? Optional.of(new LockFile(Files.readString(file))) : Optional.empty();
    }

    private String shown(String name) {
        return scripts.getFileName() + "/" + name;
    }

    private Done exactly(LockFile lock, Request request) throws PackagesException, IOException {
        if (environments.sitePackages(lock.hash()).isPresent()) {
            return new Done(
                    "Everything in " + shown(Environment.LOCK)
                            + " is installed already; --upgrade looks for newer versions.",
                    lock.hash());
        }
        Path site = environments.begin();
        try {
            if (!lock.pins().isEmpty()) {
                run(
                        request,
                        site,
                        List.of(
                                "--no-deps",
                                "--require-hashes",
                                "-r",
                                scripts.resolve(Environment.LOCK).toString()));
            }
            environments.finish(site, lock.hash());
        } finally {
            environments.drop(site);
        }
        return new Done("Installed " + count(lock) + ", exactly as " + shown(Environment.LOCK) + " says.", lock.hash());
    }

    private static String count(LockFile lock) {
        int count = lock.pins().size();
        return count + (count == 1 ? " package" : " packages");
    }

    private Done anew(String requirements, Optional<LockFile> before, Request request)
            throws PackagesException, IOException {
        Path site = environments.begin();
        try {
            LockFile lock = resolved(requirements, request.upgrade() ? Optional.empty() : before, request, site);
            environments.finish(site, lock.hash());
            write(lock);
            return new Done(
                    "Installed " + count(lock) + Changes.of(before, lock) + ". Commit " + shown(Environment.LOCK)
                            + " with the scripts; other hosts then install the same by `taskhost pip install`.",
                    lock.hash());
        } finally {
            environments.drop(site);
        }
    }

    private LockFile resolved(String requirements, Optional<LockFile> keep, Request request, Path site)
            throws PackagesException, IOException {
        boolean none = requirements
                .lines()
                .allMatch(line -> line.isBlank() || line.strip().startsWith("#"));
        if (none) {
            return LockFile.of(requirements, "{}");
        }
        Path report = site.resolveSibling("report.json");
        List<String> arguments = new ArrayList<>(
                List.of("-r", scripts.resolve(Environment.REQUIREMENTS).toString(), "--report", report.toString()));
        if (keep.isPresent()) {
            Path constraints = site.resolveSibling(CONSTRAINTS);
            Files.writeString(constraints, keep.get().constraints());
            arguments.addAll(List.of("-c", constraints.toString()));
        }
        run(request, site, arguments);
        LockFile lock = LockFile.of(requirements, Files.readString(report));
        Files.delete(report);
        Files.deleteIfExists(site.resolveSibling(CONSTRAINTS));
        return lock;
    }

    /** The lock last: from that moment on hosts use the packages, which are whole by then. */
    private void write(LockFile lock) throws IOException {
        Path unfinished = scripts.resolve("." + Environment.LOCK + ".new"); // a hidden file is no script
        try {
            Files.writeString(unfinished, lock.text());
            Files.move(
                    unfinished,
                    scripts.resolve(Environment.LOCK),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void run(Request request, Path site, List<String> what) throws PackagesException, IOException {
        Path work = Files.createTempDirectory("taskhost-pip");
        Path log = work.resolve("pip.log");
        List<String> arguments = new ArrayList<>(List.of("install"));
        arguments.addAll(request.arguments());
        if (request.from() != null) {
            arguments.addAll(
                    List.of("--no-index", "--find-links", request.from().toString()));
        }
        arguments.addAll(what);
        // What runs on every platform, and nothing else. These count, as the last ones do.
        arguments.addAll(
                List.of("--target", site.toString(), "--only-binary", ":all:", "--platform", "any", "--abi", "none"));
        arguments.addAll(List.of("--implementation", "py", "--no-compile", "--no-input", "--progress-bar", "off"));
        arguments.addAll(List.of("--root-user-action", "ignore", "--no-warn-conflicts", "--log", log.toString()));
        try {
            int exit = pip.run(arguments);
            if (exit != 0) {
                throw new PackagesException(PipLog.read(log).explain(scripts, request.from(), exit));
            }
            Environments.delete(site.resolve("bin")); // commands for a shell; scripts import
        } finally {
            Environments.delete(work);
        }
    }
}
