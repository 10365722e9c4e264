package dev.taskhost.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.taskhost.core.body.BodyCall;
import dev.taskhost.core.body.BodyOutput;
import dev.taskhost.core.body.BodyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a task is given, what becomes of what it returns or throws, and what it sees around it. */
final class PluginCallTest {
    @TempDir
    Path root;

    private Host host;

    @BeforeEach
    void open() throws IOException {
        host = new Host(root);
    }

    @AfterEach
    void close() {
        host.close();
    }

    private BodyResult result(String body, String... args) {
        PluginFile.plugin("p", "1.0").run("a.T", body).into(host.plugins, "p.jar");
        return host.run("T", args);
    }

    private String json(String body, String... args) {
        return result(body, args) instanceof BodyResult.Returned(String json, String note) && note == null
                ? String.valueOf(json)
                : "other: " + host.run("T", args);
    }

    private String error(String body) {
        return result(body) instanceof BodyResult.Failed(String error) ? error : "none";
    }

    @Test
    void theContextTellsTheExecution() throws Exception {
        String body =
                "return java.util.List.of(context.taskKey(), context.args(), context.kwargs(), context.executionId(),"
                        + " context.traceId(), context.cancelled(), context.arg(1, \"-\"), context.arg(9, \"-\"));";
        PluginFile.plugin("p", "1.0").run("a.T", body).into(host.plugins, "p.jar");
        BodyCall call = new BodyCall("key", List.of("1", "2"), Map.of("n", 3L), 7, "f".repeat(32), BodyOutput.NONE);

        assertThat(host.start("T", call).await())
                .isEqualTo(new BodyResult.Returned(
                        "[\"key\",[\"1\",\"2\"],{\"n\":3},7,\"" + "f".repeat(32) + "\",false,\"2\",\"-\"]", null));
    }

    @Test
    void nothingReturnedIsNoResult() {
        assertThat(result("return null;")).isEqualTo(new BodyResult.Returned(null, null));
    }

    @Test
    void plainJavaTypesBecomeJson() {
        assertThat(json("""
                record Part(String name, int[] sizes) {}
                enum Colour { RED }
                var map = new java.util.LinkedHashMap<Object, Object>();
                map.put("text", new StringBuilder("<é>"));
                map.put(1, List.of(new Part("p", new int[] {1, 2})));
                map.put("colour", Colour.RED);
                map.put("none", java.util.Optional.empty());
                map.put("float", 0.1f);
                map.put("big", new java.math.BigInteger("99999999999999999999"));
                map.put("day", java.time.LocalDate.of(2026, 1, 2));
                map.put("date", new java.util.Date(0));
                return map;
                """.replace("List.of", "java.util.List.of")))
                .isEqualTo(
                        "{\"text\":\"<é>\",\"1\":[{\"name\":\"p\",\"sizes\":[1,2]}],\"colour\":\"RED\",\"none\":null,"
                                + "\"float\":0.1,\"big\":99999999999999999999,\"day\":\"2026-01-02\","
                                + "\"date\":\"1970-01-01T00:00:00Z\"}");
    }

    @Test
    void whatIsNotJsonIsASuccessWithANote() {
        assertThat(result("return java.util.Map.of(\"a\", java.util.List.of(new Object()));"))
                .isEqualTo(new BodyResult.Returned(
                        null,
                        "result.a[0] is a java.lang.Object, which has no form in JSON; return text, numbers, maps,"
                                + " lists or records"));
    }

    @Test
    void aListThatContainsItselfIsNotJson() {
        assertThat(result("var all = new java.util.ArrayList<Object>(); all.add(all); return all;")
                        .toString())
                .contains("nested deeper than 100 levels");
    }

    @Test
    void notANumber() {
        assertThat(result("return 0.0 / 0;").toString()).contains("result is NaN, for which JSON has no form");
    }

    @Test
    void anExceptionFailsWithTheAuthorsLineFirstAndNoFrameOfTheHost() {
        String error = error("try { Integer.parseInt(\"x\"); } catch (NumberFormatException e) {\n"
                + "throw new IllegalStateException(\"boom\", e); }\nreturn null;");
        assertThat(error)
                .startsWith("T.java:6, in a.T.run\njava.lang.IllegalStateException: boom\n\tat a.T.run(T.java:6)\n")
                .contains("Caused by: java.lang.NumberFormatException: For input string: \"x\"\n\tat java.base/")
                .endsWith("\tat a.T.run(T.java:5)")
                .doesNotContain("dev.taskhost");
    }

    @Test
    void aStackOverflowFails() {
        PluginFile.plugin("p", "1.0").task("a.T", """
                        package a;
                        public class T implements dev.taskhost.api.Task {
                            public Object run(dev.taskhost.api.TaskContext context) { return run(context); }
                        }
                        """).into(host.plugins, "p.jar");
        assertThat(host.run("T").toString())
                .contains("T.java:3, in a.T.run\njava.lang.StackOverflowError")
                .contains("frames left out");
    }

    @Test
    void outOfMemoryFails() {
        assertThat(error("return new long[Integer.MAX_VALUE][Integer.MAX_VALUE];"))
                .contains("java.lang.OutOfMemoryError");
    }

    @Test
    void aClassThatIsMissingOnlyWhenItRunsFails() {
        Path library = PluginFile.bare()
                .source("lib.Base", "package lib; public class Base {}")
                .into(root, "lib.jar");
        PluginFile.plugin("p", "1.0")
                .against(library)
                .run("a.T", "return new lib.Base().toString();")
                .into(host.plugins, "p.jar");
        assertThat(host.run("T").toString()).contains("T.java:5, in a.T.run\njava.lang.NoClassDefFoundError: lib/Base");
    }

    @Test
    void anExceptionWhoseToStringThrowsFailsAllTheSame() {
        assertThat(error(
                        "throw new RuntimeException() { public String toString() { throw new RuntimeException(); } };"))
                .contains("(its toString() threw java.lang.RuntimeException)");
    }

    @Test
    void eachExecutionHasItsOwnInstance() {
        PluginFile.plugin("p", "1.0").task("a.T", """
                        package a;
                        public class T implements dev.taskhost.api.Task {
                            static int shared;
                            int own;
                            public Object run(dev.taskhost.api.TaskContext context) {
                                String seen = own + " " + shared;
                                own++; shared++;
                                return seen;
                            }
                        }
                        """).into(host.plugins, "p.jar");
        assertThat(host.json("T")).isEqualTo("\"0 0\"");
        assertThat(host.json("T")).isEqualTo("\"0 1\"");
    }

    @Test
    void theContextClassLoaderIsThePlugins() {
        assertThat(json("return Thread.currentThread().getContextClassLoader() == T.class.getClassLoader();"))
                .isEqualTo("true");
    }

    @Test
    void itsLogAndThatOfItsThreadsCarryTheExecution() {
        Logger logger = (Logger) LoggerFactory.getLogger("task.T");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            result("""
                    context.logger().log(System.Logger.Level.WARNING, "{0} of {1}", 1, "two");
                    Thread t = new Thread(() -> context.logger().log(System.Logger.Level.INFO, "inner"));
                    t.start(); t.join(); return null;""");
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).containsExactly("1 of two", "inner");
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN, Level.INFO);
        assertThat(lines.list)
                .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                        .containsEntry("trace_id", "0123456789abcdef0123456789abcdef")
                        .containsEntry("task_key", "T")
                        .containsEntry("execution_id", "42"));
    }

    @Test
    void whatItLogsIsItsOutput() throws Exception {
        PluginFile.plugin("p", "1.0").run("a.T", """
                        var log = context.logger();
                        log.log(System.Logger.Level.INFO, "one\\ntwo");
                        log.log(System.Logger.Level.WARNING, "{0}", "three");
                        log.log(System.Logger.Level.ERROR, "four", new IllegalStateException("why"));
                        log.log(System.Logger.Level.TRACE, "not logged");
                        return null;""").into(host.plugins, "p.jar");
        List<String> lines = new CopyOnWriteArrayList<>();
        BodyOutput output = (error, line) -> lines.add((error ? "! " : "  ") + line);
        BodyCall call = new BodyCall("key", List.of(), Map.of(), 7, "f".repeat(32), output);

        assertThat(host.start("T", call).await()).isEqualTo(new BodyResult.Returned(null, null));
        assertThat(lines)
                .startsWith("  one", "  two", "! three", "! four", "! java.lang.IllegalStateException: why")
                .noneMatch(line -> line.contains("not logged"))
                .allMatch(line -> line.startsWith("! ") || line.equals("  one") || line.equals("  two"));
        assertThat(lines).hasSizeGreaterThan(5);
    }

    @Test
    void moreCallsThanWorkersWaitAndAllEnd() throws Exception {
        host.workers(3);
        PluginFile.plugin("p", "1.0").task("a.T", """
                        package a;
                        import java.util.concurrent.atomic.AtomicInteger;
                        public class T implements dev.taskhost.api.Task {
                            static final AtomicInteger NOW = new AtomicInteger();
                            static final AtomicInteger MOST = new AtomicInteger();
                            public Object run(dev.taskhost.api.TaskContext context) {
                                MOST.accumulateAndGet(NOW.incrementAndGet(), Math::max);
                                Thread.yield();
                                NOW.decrementAndGet();
                                return MOST.get();
                            }
                        }
                        """).into(host.plugins, "p.jar");
        List<Host.Call> calls =
                IntStream.range(0, 500).mapToObj(i -> host.start("T")).toList();
        for (Host.Call call : calls) {
            BodyResult.Returned result = (BodyResult.Returned) call.result().get(20, TimeUnit.SECONDS);
            assertThat(Integer.parseInt(String.valueOf(result.json()))).isBetween(1, 3);
        }
    }
}
