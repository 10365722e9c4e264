package dev.taskhost.script.js;

import dev.taskhost.script.catalog.PackageJson;
import dev.taskhost.script.files.GenerationView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which file a {@code require} or an {@code import} means, by Node's rules: relative names, packages in {@code node_modules} with what
 * their package.json says, {@code #names} of the package's own. Unlike in Node, an import may leave out an extension too, as compilers of other
 * languages do. Thread-safe.
 */
final class Resolver {
    private static final List<String> ENDINGS = List.of("", ".js", ".mjs", ".cjs", ".json");
    private static final List<String> INDEXES = List.of("index.js", "index.mjs", "index.cjs", "index.json");

    private final Path root;
    private final GenerationView view;
    private final Predicate<Path> open;
    private final Packages packages;

    /** @param open whether bodies may read what lies at a path: what they may not, is not there */
    Resolver(Path root, GenerationView view, Predicate<Path> open) {
        this.root = root;
        this.view = view;
        this.open = open;
        this.packages = new Packages(root, open);
    }

    /**
     * The file that a name means.
     *
     * @param folder of the file that asks
     * @throws UnresolvedException when there is none
     */
    Path resolve(Path folder, String name, Way way) {
        if (isPath(name)) {
            return file(folder.resolve(name).normalize(), name.endsWith("/")).orElseThrow(() -> missing(folder, name));
        }
        if (name.startsWith("#")) {
            return internal(folder, name, way);
        }
        String plain = NodeBuiltins.plain(name);
        Packages.Wanted wanted = Packages.Wanted.of(plain);
        Optional<Path> home = packages.find(folder, wanted);
        if (home.isPresent()) {
            return inPackage(home.get(), wanted, way);
        }
        return packages.places(folder).stream()
                .map(place -> withEnding(place.resolve(plain)))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> Optional.of(Lending.PATH).filter(path -> name.equals(Lending.NAME)))
                .orElseThrow(() -> notInstalled(folder, name, wanted));
    }

    private boolean isFile(Path path) {
        return open.test(path) && view.isFile(path);
    }

    private static boolean isPath(String name) {
        return name.startsWith("./")
                || name.startsWith("../")
                || name.startsWith("/")
                || name.equals(".")
                || name.equals("..");
    }

    private Path inPackage(Path home, Packages.Wanted wanted, Way way) {
        Optional<PackageJson> json = packages.in(home);
        if (json.isPresent() && json.get().exports() != null) {
            Path file = packages.exported(json.get(), wanted.part(), way);
            return exactly(json.get(), file);
        }
        boolean whole = wanted.part().equals(".") || wanted.part().equals("./");
        return file(whole ? home : home.resolve(wanted.part()).normalize(), whole)
                .orElseThrow(() -> new UnresolvedException("Package '" + wanted.name() + "' has no '" + wanted.part()
                        + "': there is no such file in " + shown(home) + ", nor one that its package.json names."
                        + again(wanted.name())));
    }

    private Path exactly(PackageJson json, Path file) {
        if (!isFile(file)) {
            throw new UnresolvedException("Package '" + json.name() + "' is not whole: its package.json names "
                    + shown(file) + ", which is no file." + again(json.name()));
        }
        return real(file);
    }

    private String again(String name) {
        return " Install it again: npm install " + name + " (in " + root.getFileName() + "/).";
    }

    /** {@code #name}: what the package itself calls by it. */
    private Path internal(Path folder, String name, Way way) {
        PackageJson json = packages.around(folder)
                .orElseThrow(
                        () -> new UnresolvedException(
                                "'" + name + "' is asked for in " + shown(folder)
                                        + ", and such names are given by \"imports\" in a package.json, of which there is none there or above."));
        ExportsMap.Answer answer = ExportsMap.part(json.imports(), name, Set.of(way.condition));
        String target = answer.target() != null
                ? answer.target()
                : ExportsMap.part(json.imports(), name, Set.of(way.condition, "node"))
                        .target();
        if (target == null) {
            throw new UnresolvedException("'" + name + "' is asked for in " + shown(folder) + ", but \"imports\" in "
                    + shown(json.folder().resolve(PackageJson.FILE)) + " gives nothing for it.");
        }
        return target.startsWith("./")
                ? exactly(json, packages.inside(json, target))
                : resolve(json.folder(), target, way);
    }

    /** The file at a path, with or without its ending, or the one that a folder stands for. */
    Optional<Path> file(Path place, boolean onlyFolder) {
        Optional<Path> found = onlyFolder ? Optional.empty() : withEnding(place);
        return found.isPresent() ? found : inFolder(place);
    }

    private Optional<Path> inFolder(Path folder) {
        String main = packages.in(folder).map(PackageJson::main).orElse("");
        if (!main.isEmpty()) {
            Path begin = folder.resolve(main).normalize();
            Optional<Path> found = withEnding(begin);
            found = found.isPresent() ? found : index(begin);
            if (found.isPresent()) {
                return found;
            }
        }
        return index(folder);
    }

    private Optional<Path> index(Path folder) {
        return INDEXES.stream()
                .map(folder::resolve)
                .filter(this::isFile)
                .findFirst()
                .map(this::real);
    }

    private Optional<Path> withEnding(Path place) {
        return ENDINGS.stream()
                .map(ending -> Path.of(place + ending))
                .filter(this::isFile)
                .findFirst()
                .map(this::real);
    }

    /** One file of a package has one module, by whichever link it is reached; some installers link them all. */
    private Path real(Path file) {
        try {
            return file.toString().contains("/node_modules/") ? view.toRealPath(file) : file;
        } catch (IOException e) {
            throw new UnresolvedException(shown(file) + " cannot be read: " + e);
        }
    }

    private UnresolvedException missing(Path folder, String name) {
        Path place = folder.resolve(name).normalize();
        return new UnresolvedException("Cannot find module '" + name + "' from " + shown(folder) + ": there is no file "
                + shown(place) + ", nor one with " + endings() + ", nor an index.js in a folder of that name.");
    }

    /** For a person. */
    static String endings() {
        return ENDINGS.stream().filter(ending -> !ending.isEmpty()).collect(Collectors.joining(", "));
    }

    private UnresolvedException notInstalled(Path folder, String name, Packages.Wanted wanted) {
        if (NodeBuiltins.has(name)) {
            return new UnresolvedException(
                    NodeBuiltins.refusal(name, shown(folder), String.valueOf(root.getFileName())));
        }
        String places = packages.places(folder).stream().map(this::shown).collect(Collectors.joining(", "));
        return new UnresolvedException("Cannot find package '" + wanted.name() + "' from " + shown(folder)
                + ": it is not in " + places + ". Install it: npm install " + wanted.name() + " (in "
                + root.getFileName() + "/). A file beside this one is './" + name + "'.");
    }

    private String shown(Path path) {
        Path above = root.getParent();
        return above != null && path.startsWith(root) ? above.relativize(path).toString() : path.toString();
    }
}
