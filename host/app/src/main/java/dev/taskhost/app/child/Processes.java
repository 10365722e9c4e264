package dev.taskhost.app.child;

import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyResult;
import dev.taskhost.core.body.BodySource;
import dev.taskhost.core.body.Load;
import dev.taskhost.core.body.RunningBody;
import dev.taskhost.core.service.Services;
import dev.taskhost.plugin.PluginSource;
import dev.taskhost.script.ScriptSource;
import dev.taskhost.script.child.ChildPool;
import dev.taskhost.script.child.Program;
import dev.taskhost.script.child.Request;
import dev.taskhost.script.worker.CheckAnswer;
import dev.taskhost.script.worker.LogTag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of scripts and plugins, each of which can be called in a JVM beside the host as well. A process serves one generation of scripts, or
 * one plugin; it is started when something waits for it, and does one call at a time. Thread-safe.
 */
public final class Processes implements BodySource, AutoCloseable {
    /** A process that is not needed gives its memory back. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** How long loading a body for a check may take, from the moment at which the process is ready. */
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(60);

    private final ProcessSettings settings;
    private final ScriptSource scripts;
    private final PluginSource plugins;
    private final ChildPool pool;
    private final Kind ofScripts;
    private final Kind ofPlugins;

    /** Bodies of one kind, in processes; {@code content} says what a body of that name runs on now, {@code place} where it stands in a traceback. */
    final class Kind {
        private final Function<String, Content> content;
        private final Function<String, String> place;

        private Kind(Function<String, Content> content, Function<String, String> place) {
            this.content = content;
            this.place = place;
        }

        boolean hasRoom() {
            return pool.hasRoom();
        }

        RunningBody start(String name, BodyCall call, Consumer<BodyResult> done) {
            return pool.submit(request(LogTag.of(call), name, call, null), done);
        }

        CompletableFuture<String> check(String name) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            Request request = request(LogTag.of(name.substring(0, name.lastIndexOf(':'))), name, null, LOAD_LIMIT);
            var _ = pool.submit(request, result -> answer.complete(CheckAnswer.of(result, LOAD_LIMIT)));
            return answer;
        }

        private Request request(LogTag tag, String name, @Nullable BodyCall call, @Nullable Duration most) {
            return new Request(
                    tag,
                    () -> new JvmProgram(settings, content.apply(name)),
                    Map.of(Opening.NAME, name),
                    place.apply(name),
                    call,
                    most);
        }
    }

    /**
     * Without any process yet.
     *
     * @param services what the host lends to bodies, wherever they run
     * @param clock ends what takes too long; stays the caller's, to shut down after {@link #close}
     */
    public Processes(
            ProcessSettings settings,
            ScriptSource scripts,
            PluginSource plugins,
            Services services,
            ScheduledExecutorService clock) {
        this.settings = settings;
        this.scripts = scripts;
        this.plugins = plugins;
        this.pool = new ChildPool("script-process", settings.workers(), IDLE, Processes::isInCharge, services, clock);
        this.ofScripts = new Kind(name -> new ScriptContent(scripts, scripts.inCharge()), this::placeInScript);
        this.ofPlugins = new Kind(this::pluginOf, name -> "  in " + name);
    }

    private static boolean isInCharge(Program program) {
        return program instanceof JvmProgram jvm && jvm.content().isInCharge();
    }

    /** {@code interval/a.py:run} */
    private String placeInScript(String name) {
        int colon = name.lastIndexOf(':');
        return "  File \"" + scripts.root().getFileName() + "/" + name.substring(0, colon) + "\", in "
                + name.substring(colon + 1);
    }

    /** Of a body {@code id:name}; ids have no colon. */
    private Content pluginOf(String name) {
        String id = name.substring(0, name.indexOf(':'));
        return new PluginContent(plugins, id, plugins.bundle(id));
    }

    @Override
    public List<Candidate> find(String executeFunc) {
        List<Candidate> found = new ArrayList<>();
        plugins.find(executeFunc).forEach(candidate -> found.add(with(candidate, ofPlugins)));
        // Restricted ones say themselves that no process confines them.
        boolean confined = scripts.isRestricted();
        scripts.find(executeFunc).forEach(candidate -> found.add(confined ? candidate : with(candidate, ofScripts)));
        return found;
    }

    private static Candidate with(Candidate candidate, Kind kind) {
        return new Candidate(candidate.rank(), new ProcessBody(candidate.body(), kind));
    }

    @Override
    public List<String> knownNames() {
        return Stream.concat(plugins.knownNames().stream(), scripts.knownNames().stream())
                .toList();
    }

    @Override
    public List<String> problems() {
        return Stream.concat(plugins.problems().stream(), scripts.problems().stream())
                .toList();
    }

    @Override
    public long generation() {
        return plugins.generation() + scripts.generation();
    }

    @Override
    public Load load() {
        return plugins.load().plus(scripts.load()).plus(new Load(pool.queued(), 0));
    }

    /** How many processes there are. */
    public int processes() {
        return pool.size();
    }

    /** Scripts or plugins may have changed: processes that have others end when they are free. Cheap. */
    public void renew() {
        pool.renew();
    }

    /** Stops what runs in processes and ends them; scripts and plugins stay open. Takes a second or two. */
    @Override
    public void close() {
        pool.close();
    }
}
