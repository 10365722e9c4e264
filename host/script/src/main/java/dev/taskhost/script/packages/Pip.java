package dev.taskhost.script.packages;

import dev.taskhost.script.environment.Environments;
import dev.taskhost.script.worker.Engines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/**
 * pip as GraalPy brings it, in a Python of its own inside this process: it needs no Python of the system, and takes the decisions that depend on the
 * Python (markers, versions) for the one that scripts run on. Thread-safe.
 */
public final class Pip {
    private static final String UNFINISHED = "unfinished";

    private final Path home;
    private final OutputStream out;
    private final OutputStream err;

    /**
     * @param home where it is unpacked, and what Python compiles of it is kept: the second run takes half the time
     * @param out where it prints to, and {@code err} its errors; they stay open
     */
    public Pip(Path home, OutputStream out, OutputStream err) {
        this.home = home;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs it.
     *
     * @param arguments as on its command line
     * @return its exit code
     * @throws IOException when its files cannot be unpacked
     */
    int run(List<String> arguments) throws IOException {
        try (Context python = context()) {
            Value driver = python.eval(Engines.driver(Pip.class, "python", "run_pip.py", "<taskhost>"));
            Path unpacked = unpacked(Path.of(driver.getArrayElement(0).execute().asString()));
            return driver.getArrayElement(1)
                    .execute(unpacked.toString(), String.join("\0", arguments))
                    .asInt();
        }
    }

    private Path unpacked(Path wheel) throws IOException {
        Path whole = home.resolve(wheel.getFileName());
        if (!Files.isDirectory(whole)) {
            Files.createDirectories(home);
            dropLeftovers();
            Path unfinished = Files.createTempDirectory(home, UNFINISHED);
            try {
                unpack(wheel, unfinished);
                Files.move(unfinished, whole, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Environments.delete(unfinished);
            }
        }
        return whole;
    }

    /** Of an installation that was killed; there is one at a time. */
    private void dropLeftovers() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(home, UNFINISHED + "*")) {
            for (Path folder : left) {
                Environments.delete(folder);
            }
        }
    }

    private Context context() {
        return Context.newBuilder("python")
                .option("engine.WarnInterpreterOnly", "false")
                .allowExperimentalOptions(true)
                .allowHostAccess(HostAccess.NONE)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowIO(IOAccess.ALL)
                .allowCreateThread(true)
                .allowCreateProcess(true)
                .allowNativeAccess(true)
                .allowEnvironmentAccess(EnvironmentAccess.INHERIT)
                .option("python.PosixModuleBackend", "java")
                .option("python.DontWriteBytecodeFlag", "false")
                .option("python.PyCachePrefix", home.resolve("bytecode").toString())
                .option("python.InstallSignalHandlers", "false")
                .in(InputStream.nullInputStream())
                .out(out)
                .err(err)
                .build();
    }

    private static void unpack(Path wheel, Path folder) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(wheel))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                Path parent = file.getParent();
                if (!entry.isDirectory() && file.startsWith(folder) && parent != null) {
                    Files.createDirectories(parent);
                    Files.copy(zip, file);
                }
            }
        }
    }
}
