package dev.taskhost.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.taskhost.app.config.LogLevel;
import dev.taskhost.core.text.Masking;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints readable lines: {@code HH:mm:ss.SSS LEVEL [task_key] message}. Lines of libraries bear their logger's name;
 * further lines of one message are indented; control characters, which could rewrite what the terminal shows, are
 * printed as {@code \x1b}. A stack trace is printed in full for errors, in one line for less. Thread-safe.
 */
final class TerminalAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final String OURS = "dev.taskhost";
    private static final String INDENT = "\n             ";
    private static final String PLAIN = "\u001b[0m";

    private final Terminal terminal;
    private final InstantSource clock;
    private final Masking masking;
    private final DateTimeFormatter time =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    /**
     * @param clock the time of {@link #complain}'s lines; events bring their own
     * @param masking takes secrets out of lines
     */
    TerminalAppender(Terminal terminal, InstantSource clock, Masking masking) {
        this.terminal = terminal;
        this.clock = clock;
        this.masking = masking;
    }

    @Override
    protected void append(ILoggingEvent event) {
        LogLevel level = PythonLevel.of(event);
        if (level.number() >= terminal.least().number()) {
            print(event.getInstant(), level, origin(event) + event.getFormattedMessage() + thrown(event, level));
        }
    }

    /** Prints a warning of the logs themselves, past all loggers. */
    void complain(String sentence) {
        print(clock.instant(), LogLevel.WARNING, sentence);
    }

    private void print(Instant instant, LogLevel level, String message) {
        StringBuilder line = new StringBuilder(message.length() + 40);
        line.append(time.format(instant)).append(' ').append(coloured(level)).append(' ');
        line.append(harmless(masking.mask(message)));
        // One call, so that lines of two threads do not mix; \n on every system, as in the files.
        terminal.out().print(line.append('\n'));
        terminal.out().flush();
    }

    private String coloured(LogLevel level) {
        String word = switch (level) {
            case WARNING -> "WARN ";
            case CRITICAL -> "CRIT ";
            case DEBUG, INFO, ERROR -> String.format(Locale.ROOT, "%-5s", level.name());
        };
        if (!terminal.colour()) {
            return word;
        }
        String colour = switch (level) {
            case DEBUG -> "\u001b[90m";
            case INFO -> "\u001b[32m";
            case WARNING -> "\u001b[33m";
            case ERROR, CRITICAL -> "\u001b[31m";
        };
        return colour + word + PLAIN;
    }

    /** Whose line it is: the running body's task, or the library's logger; nothing for the host's own. */
    private static String origin(ILoggingEvent event) {
        Map<String, String> context = event.getMDCPropertyMap();
        @Nullable String task = context.get("task_key");
        if (task != null) {
            return "[" + task + "] ";
        }
        String name = event.getLoggerName();
        return name.startsWith(OURS) ? "" : name.substring(name.lastIndexOf('.') + 1) + ": ";
    }

    private String thrown(ILoggingEvent event, LogLevel level) {
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown == null) {
            String traceback = Message.of(event, masking).field(Message.EXC_INFO);
            return traceback.isEmpty() ? "" : "\n" + traceback;
        }
        return level.number() >= LogLevel.ERROR.number()
                ? "\n" + ThrowableProxyUtil.asString(thrown).stripTrailing()
                : " (" + thrown.getClassName() + ": " + thrown.getMessage() + ")";
    }

    private static String harmless(String text) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c == '\t' || (c >= ' ' && (c < '\u007f' || c > '\u009f'));
            if (plain && out == null) {
                continue;
            }
            if (out == null) {
                out = new StringBuilder(text.length() + 32).append(text, 0, i);
            }
            if (plain) {
                out.append(c);
            } else if (c == '\n') {
                out.append(INDENT);
            } else if (c != '\r' || i + 1 == text.length() || text.charAt(i + 1) != '\n') {
                out.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
            }
        }
        return out == null ? text : out.toString();
    }
}
