package dev.taskhost.script.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.Source;

/** The one engine all interpreters share, so that what one has compiled serves all. Lives as long as the JVM. Thread-safe. */
public final class Engines {
    private Engines() {}

    /** Made when first asked for: that costs about half a second. */
    private static final class Holder {
        static final Engine SHARED = Engine.newBuilder("python", "js")
                .option("engine.WarnInterpreterOnly", "false")
                .out(new LogLines(LogTag.NONE, false))
                .err(new LogLines(LogTag.NONE, true))
                .logHandler(new LogLines(LogTag.NONE, true))
                .build();
    }

    /** Which runtime executes scripts: {@code compiled (GraalVM CE, 25.0.3)} or {@code interpreted (…)} and why. */
    public static String runtime() {
        String name = Holder.SHARED.getImplementationName();
        String version = Holder.SHARED.getVersion();
        return name.startsWith("GraalVM")
                ? "compiled (" + name + ", " + version + ")"
                : "interpreted (" + name + ", " + version
                        + "): hot script code runs many times slower, because the Graal compiler was not given to this JVM";
    }

    /**
     * A context as every worker has it: files, network, processes, threads and native code as the trusted tasks of the
     * original had, but no host class and no other language.
     */
    public static Context.Builder context(String language, Output output, Waiting waiting) {
        return Context.newBuilder(language)
                .engine(Holder.SHARED)
                .allowExperimentalOptions(true)
                .allowHostAccess(HostAccess.NONE)
                .allowHostClassLookup(name -> false)
                .allowHostClassLoading(false)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowCreateThread(true)
                .allowCreateProcess(true)
                .processHandler(waiting.processes())
                .allowNativeAccess(true)
                .allowEnvironmentAccess(EnvironmentAccess.INHERIT)
                .in(InputStream.nullInputStream())
                .out(output.out())
                .err(output.err());
    }

    /**
     * A driver's text out of the jar.
     *
     * @param beside a class of the package that holds it
     */
    public static Source driver(Class<?> beside, String language, String file, String name) {
        try (InputStream in = beside.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is missing in the jar of " + beside.getName());
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            in.transferTo(bytes);
            return Source.newBuilder(language, bytes.toString(StandardCharsets.UTF_8), name)
                    .internal(true)
                    .buildLiteral();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
