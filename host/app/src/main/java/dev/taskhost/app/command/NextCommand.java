package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;
import dev.taskhost.core.store.WatchedRow;
import dev.taskhost.core.task.TaskDefinition;
import dev.taskhost.core.trigger.BadSpecException;
import dev.taskhost.core.trigger.CronDialect;
import dev.taskhost.core.trigger.Trigger;
import dev.taskhost.core.trigger.Triggers;
import dev.taskhost.store.JdbcStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taskhost next KEY-or-SPEC}: when a task, or a spec, fires next. */
@Command(
        name = "next",
        header = "Show the next fire times of a task, or of a spec.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:the spec or the task cannot be read", "2:the command line was wrong"},
        footer = {
            "",
            "Examples:",
            "  taskhost next test_interval",
            "  taskhost next \"30 2 * * 1-5\" --timezone Europe/Berlin --count 10",
            "  taskhost next 1h30m",
            "  echo '{\"spec\": \"@daily\", \"timezone\": \"UTC\", \"from\": \"2026-03-01T00:00:00Z\"}' | taskhost next -"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class NextCommand implements Callable<Integer> {
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx '('EEE')'", Locale.ROOT);

    @Parameters(
            paramLabel = "KEY-or-SPEC",
            description = "A task_key, or a cron, date or interval spec (quoted); - reads one JSON object a line from"
                    + " standard input, with spec and, as wanted, trigger, timezone, dialect, from and count.")
    private String what;

    @Option(
            names = "--trigger",
            paramLabel = "WORD",
            description = "cron, date or interval. Default: as the spec looks.")
    private @Nullable String trigger;

    @Option(names = "--timezone", paramLabel = "ZONE", description = "Default: scheduler.timezone of common.toml.")
    private @Nullable String timezone;

    @Option(
            names = "--dialect",
            paramLabel = "WORD",
            description = "How cron is read: standard, apscheduler or quartz. Default: scheduler.cron_dialect.")
    private @Nullable String dialect;

    @Option(names = "--from", paramLabel = "TIME", description = "Count from here, ISO 8601. Default: now.")
    private @Nullable String from;

    @Option(names = "--count", paramLabel = "N", defaultValue = "5", description = "How many. Default: 5.")
    private int count;

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean json;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Setup setup = Setups.read(common);
        if (what.equals("-")) {
            return answerLines(setup);
        }
        Asked asked = trigger != null || SpecGuess.isSpec(what) ? given(setup, Map.of("spec", what)) : ofTask(setup);
        PrintWriter out = spec.commandLine().getOut();
        List<Long> times = asked.times();
        if (json) {
            out.println(Json.write(Map.of("fire_times", iso(times, asked.zone()))));
        } else if (times.isEmpty()) {
            out.println("it does not fire any more");
        } else {
            times.forEach(
                    time -> out.println(SHOWN.format(Instant.ofEpochMilli(time).atZone(asked.zone()))));
        }
        return 0;
    }

    private int answerLines(Setup setup) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintWriter out = spec.commandLine().getOut();
        int code = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                Asked asked = given(setup, Json.readObject(line));
                out.println(Json.write(Map.of("fire_times", iso(asked.times(), asked.zone()))));
            } catch (BadSpecException | BadJsonException | CommandException e) {
                out.println(Json.write(Map.of("error", String.valueOf(e.getMessage()))));
                code = 1;
            }
        }
        out.flush();
        return code;
    }

    /** What an input names; what it leaves out comes from the options and the configuration. */
    private Asked given(Setup setup, Map<String, ? extends @Nullable Object> input) {
        var scheduler = setup.configuration().common().scheduler();
        String text = text(input, "spec", null);
        if (text == null) {
            throw CommandException.wrong("a spec is missing; give {\"spec\": \"…\"}");
        }
        ZoneId zone = zone(text(input, "timezone", timezone), scheduler.timezone());
        CronDialect read = dialect(text(input, "dialect", dialect), scheduler.cronDialect());
        String kind = text(input, "trigger", trigger);
        Trigger parsed = Triggers.parse(kind == null ? SpecGuess.trigger(text) : kind, text, zone, read);
        Object wanted = input.get("count");
        int many = wanted instanceof Long number ? Math.toIntExact(Math.clamp(number, 1, 10_000)) : count;
        return new Asked(parsed, zone, null, instant(text(input, "from", from), zone, setup), many);
    }

    private Asked ofTask(Setup setup) {
        try (JdbcStore store = setup.openPreparedStore()) {
            WatchedRow row = store.tasks()
                    .readByKey(what)
                    .orElseThrow(() -> CommandException.wrong("There is no task with the key " + what
                            + "; see taskhost tasks. A spec with blanks has to be quoted."));
            TaskDefinition definition = TaskDefinition.read(row.task(), setup.defaults());
            ZoneId zone = definition.policy().timezone() == null
                    ? setup.defaults().zone()
                    : definition.policy().timezone();
            Long planned = row.schedule() == null || from != null
                    ? null
                    : row.schedule().nextFireAt();
            return new Asked(definition.trigger(), zone, planned, instant(from, zone, setup), count);
        }
    }

    private static @Nullable String text(
            Map<String, ? extends @Nullable Object> input, String key, @Nullable String fallback) {
        Object value = input.get(key);
        return value == null ? fallback : String.valueOf(value);
    }

    private static ZoneId zone(@Nullable String name, ZoneId fallback) {
        try {
            return name == null ? fallback : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw CommandException.misuse(name + " is no time zone; write one like Asia/Shanghai or UTC.");
        }
    }

    private static CronDialect dialect(@Nullable String word, CronDialect fallback) {
        try {
            return word == null ? fallback : CronDialect.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw CommandException.misuse(word + " is no dialect; write standard, apscheduler or quartz.");
        }
    }

    private static long instant(@Nullable String text, ZoneId zone, Setup setup) {
        if (text == null) {
            return setup.clock().millis();
        }
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            return local(text, zone);
        }
    }

    private static long local(String text, ZoneId zone) {
        try {
            return LocalDateTime.parse(text.replace(' ', 'T'))
                    .atZone(zone)
                    .toInstant()
                    .toEpochMilli();
        } catch (DateTimeException e) {
            throw CommandException.misuse(
                    text + " is no time; write one like 2026-03-01T02:30:00 or" + " 2026-03-01T02:30:00+01:00.");
        }
    }

    private static List<String> iso(List<Long> times, ZoneId zone) {
        return times.stream()
                .map(time -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        Instant.ofEpochMilli(time).atZone(zone)))
                .toList();
    }

    /** A trigger and how much of it is wanted. */
    private record Asked(
            Trigger trigger, ZoneId zone, @Nullable Long planned, long from, int count) {
        List<Long> times() {
            List<Long> times = new ArrayList<>();
            long next = planned == null ? trigger.first(from) : planned;
            while (next != Trigger.NEVER && times.size() < count) {
                times.add(next);
                next = trigger.next(next, next);
            }
            return times;
        }
    }
}
