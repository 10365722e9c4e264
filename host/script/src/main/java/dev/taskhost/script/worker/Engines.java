package dev.taskhost.script.worker;

import dev.taskhost.script.access.Access;
import dev.taskhost.script.access.HostClasses;
import dev.taskhost.script.access.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.ProcessHandler;

/** The engine all interpreters share, so that what one has compiled serves all. Lives as long as the JVM. Thread-safe. */
public final class Engines {
    private Engines() {}

    /** By what contexts see of the host, which must be the same for all of an engine: a host has one. */
    private static final Map<HostClasses, Engine> ENGINES = new ConcurrentHashMap<>();

    /** Harmless to know, and libraries ask for them. */
    private static final List<String> HANDED_ON = List.of("TZ", "LANG", "LC_ALL", "LC_CTYPE");

    private static final String SCRATCH = "/scratch";

    /** Made when first asked for: that costs about half a second. */
    private static Engine engine(HostClasses classes) {
        return ENGINES.computeIfAbsent(
                classes,
                key -> Engine.newBuilder("python", "js")
                        .option("engine.WarnInterpreterOnly", "false")
                        .out(new LogLines(LogTag.NONE, false))
                        .err(new LogLines(LogTag.NONE, true))
                        .logHandler(new LogLines(LogTag.NONE, true))
                        .build());
    }

    /** Which runtime executes scripts: {@code compiled (GraalVM CE, 25.0.3)} or {@code interpreted (…)} and why. */
    public static String runtime() {
        Engine engine = engine(HostClasses.NONE);
        String name = engine.getImplementationName();
        String version = engine.getVersion();
        return name.startsWith("GraalVM")
                ? "compiled (" + name + ", " + version + ")"
                : "interpreted (" + name + ", " + version
                        + "): hot script code runs many times slower, because the Graal compiler was not given to this JVM";
    }

    /**
     * A context as every worker has it: processes, threads, native code and the environment as the trusted tasks of the original
     * had, or threads alone; of the host only the classes that are listed, and no other language. Files and sockets are the
     * language's to add.
     */
    public static Context.Builder context(String language, Access access, Output output, Waiting waiting) {
        Context.Builder builder = Context.newBuilder(language)
                .engine(engine(access.classes()))
                .allowExperimentalOptions(true)
                .allowHostAccess(access.classes().access())
                .allowHostClassLookup(access.classes()::has)
                .allowHostClassLoading(false)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowCreateThread(true)
                .in(InputStream.nullInputStream())
                .out(output.out())
                .err(output.err());
        return access.isRestricted() ? walled(builder) : open(builder, waiting);
    }

    private static Context.Builder open(Context.Builder builder, Waiting waiting) {
        return builder.allowCreateProcess(true)
                .processHandler(waiting.processes())
                .allowNativeAccess(true)
                .allowEnvironmentAccess(EnvironmentAccess.INHERIT);
    }

    /** The host's environment holds passwords. A process is refused where it would be started, as that can be told to the body. */
    private static Context.Builder walled(Context.Builder builder) {
        for (String name : HANDED_ON) {
            String value = System.getenv(name);
            if (value != null) {
                builder.environment(name, value);
            }
        }
        return builder.allowCreateProcess(true)
                .processHandler(Engines::refuseProcess)
                .allowNativeAccess(false)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .environment("TMPDIR", SCRATCH)
                .environment("HOME", SCRATCH);
    }

    private static Process refuseProcess(ProcessHandler.ProcessCommand command) throws IOException {
        String program =
                command.getCommand().isEmpty() ? "" : command.getCommand().getFirst();
        throw new AccessDeniedException(
                program, null, Tenant.refused("the process " + program + " is not started: scripts start none"));
    }

    /**
     * A driver's text out of the jar.
     *
     * @param beside a class of the package that holds it
     */
    public static Source driver(Class<?> beside, String language, String file, String name) {
        return Source.newBuilder(language, text(beside, file), name)
                .internal(true)
                .buildLiteral();
    }

    /**
     * A text file out of the jar.
     *
     * @param beside a class of the package that holds it
     */
    public static String text(Class<?> beside, String file) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing in the jar of " + beside.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
