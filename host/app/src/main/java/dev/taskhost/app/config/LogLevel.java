package dev.taskhost.app.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** The levels of Python's logging, which logger.toml and the JSON lines use. */
public enum LogLevel {
    /** 10 */
    DEBUG(10),
    /** 20 */
    INFO(20),
    /** 30; also written WARN */
    WARNING(30),
    /** 40 */
    ERROR(40),
    /** 50; also written FATAL */
    CRITICAL(50);

    private final int number;

    LogLevel(int number) {
        this.number = number;
    }

    /** Python's number of the level ({@code levelno}). */
    public int number() {
        return number;
    }

    static Map<String, LogLevel> words() {
        Map<String, LogLevel> words = new LinkedHashMap<>();
        words.put("DEBUG", DEBUG);
        words.put("INFO", INFO);
        words.put("WARNING", WARNING);
        words.put("WARN", WARNING);
        words.put("ERROR", ERROR);
        words.put("CRITICAL", CRITICAL);
        words.put("FATAL", CRITICAL);
        return words;
    }
}
