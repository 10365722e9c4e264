package dev.taskhost.script.js;

import dev.taskhost.script.catalog.PackageJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Packages in {@code node_modules}, as Node finds them. What a package.json says is read once, as are the modules themselves.
 * Thread-safe.
 */
final class Packages {
    private static final String MODULES = "node_modules";

    private final Path root;
    private final Predicate<Path> open;
    private final Map<Path, Optional<PackageJson>> read = new ConcurrentHashMap<>();

    /**
     * @param root the scripts folder: above it no package is looked for
     * @param open whether bodies may read what lies at a path
     */
    Packages(Path root, Predicate<Path> open) {
        this.root = root;
        this.open = open;
    }

    /**
     * A package's name and what of it is meant.
     *
     * @param name {@code dayjs} or {@code @scope/name}
     * @param part {@code "."} or {@code "./sub/path"}
     */
    record Wanted(String name, String part) {
        static Wanted of(String specifier) {
            int slash = specifier.indexOf('/');
            if (specifier.startsWith("@") && slash > 0) {
                slash = specifier.indexOf('/', slash + 1);
            }
            String name = slash < 0 ? specifier : specifier.substring(0, slash);
            return new Wanted(name, slash < 0 ? "." : "." + specifier.substring(slash));
        }
    }

    /** The package.json in a folder; empty when there is none. */
    Optional<PackageJson> in(Path folder) {
        return read.computeIfAbsent(folder, at -> {
            if (!open.test(at.resolve(PackageJson.FILE))) {
                return Optional.empty();
            }
            try {
                return PackageJson.in(at);
            } catch (IOException e) {
                throw new UnresolvedException(String.valueOf(e.getMessage()));
            }
        });
    }

    /** The package that a folder is in; empty when it is in none. */
    Optional<PackageJson> around(Path folder) {
        return upwards(folder).stream().map(this::in).flatMap(Optional::stream).findFirst();
    }

    /** Where packages are looked for from a folder, the nearest place first. */
    List<Path> places(Path folder) {
        return upwards(folder).stream()
                .filter(at -> !at.endsWith(MODULES))
                .map(at -> at.resolve(MODULES))
                .toList();
    }

    private List<Path> upwards(Path folder) {
        List<Path> all = new ArrayList<>();
        for (Path at = folder; at != null; at = at.equals(root) ? null : at.getParent()) {
            all.add(at);
        }
        return all;
    }

    /** The package itself, where it says what it exports and is called so, or an installed one. */
    Optional<Path> find(Path folder, Wanted wanted) {
        Optional<Path> itself = around(folder)
                .filter(json -> json.exports() != null && json.name().equals(wanted.name()))
                .map(PackageJson::folder);
        return itself.isPresent()
                ? itself
                : places(folder).stream()
                        .map(place -> place.resolve(wanted.name()))
                        .filter(at -> open.test(at) && Files.isDirectory(at))
                        .findFirst();
    }

    /**
     * The file that a package's {@code exports} give for a part of it. Where nothing fits that is meant for everybody, what is meant for Node
     * is taken: it may work here.
     */
    Path exported(PackageJson json, String part, Way way) {
        Object exports = json.exports();
        if (exports == null) {
            throw new IllegalArgumentException(json.folder() + " has no exports");
        }
        ExportsMap.Answer answer = ExportsMap.export(exports, part, Set.of(way.condition));
        if (answer.target() == null) {
            answer = ExportsMap.export(exports, part, Set.of(way.condition, "node"));
        }
        if (answer.target() == null) {
            String what = part.equals(".") ? "nothing for " + way.condition : "no '" + part + "' for " + way.condition;
            throw new UnresolvedException("Package '" + json.name() + "' exports " + what + "; see \"exports\" in "
                    + json.folder().resolve(PackageJson.FILE) + ".");
        }
        return inside(json, answer.target());
    }

    /** A target of {@code exports} or {@code imports}: a path that stays in the package. */
    Path inside(PackageJson json, String target) {
        Path file = json.folder().resolve(target).normalize();
        if (!target.startsWith("./") || !file.startsWith(json.folder())) {
            throw new UnresolvedException(json.folder().resolve(PackageJson.FILE) + " names '" + target
                    + "', which is no path inside its package; install the package again, or tell its authors.");
        }
        return file;
    }
}
