package dev.taskhost.script.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ResolvedModule;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The classes of a package that a module of this JVM exports. */
final class JdkPackage {
    private static final String ENDING = ".class";

    private JdkPackage() {}

    /** Names of its public classes, those inside others too; empty when no module exports it. */
    static List<String> classes(String name) {
        Optional<Module> module = ModuleLayer.boot().modules().stream()
                .filter(each -> each.isExported(name))
                .findFirst();
        return module.flatMap(each -> ModuleLayer.boot().configuration().findModule(each.getName()))
                .map(each -> classes(each, name.replace('.', '/') + "/"))
                .orElse(List.of());
    }

    private static List<String> classes(ResolvedModule module, String prefix) {
        try (ModuleReader reader = module.reference().open();
                Stream<String> resources = reader.list()) {
            return resources
                    .filter(path -> path.startsWith(prefix) && path.endsWith(ENDING))
                    .filter(path -> path.indexOf('/', prefix.length()) < 0)
                    .map(path ->
                            path.substring(0, path.length() - ENDING.length()).replace('/', '.'))
                    .filter(JdkPackage::isPublic)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the JDK's own classes cannot be read", e);
        }
    }

    private static boolean isPublic(String name) {
        try {
            Class<?> type = Class.forName(name, false, JdkPackage.class.getClassLoader());
            for (Class<?> each = type; each != null; each = each.getDeclaringClass()) {
                if (!Modifier.isPublic(each.getModifiers())) {
                    return false;
                }
            }
            return !type.isAnonymousClass() && !type.isLocalClass();
        } catch (ClassNotFoundException | LinkageError e) {
            return false; // package-info, module-info
        }
    }
}
