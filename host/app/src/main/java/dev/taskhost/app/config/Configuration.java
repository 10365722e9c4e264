package dev.taskhost.app.config;

import dev.taskhost.core.text.Masking;
import dev.taskhost.core.text.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one environment: {@code conf/<env>/{common,logger,mysql,redis}.toml}. Immutable; prints without
 * secrets.
 *
 * @param env the environment's name
 * @param folder its folder
 * @param common common.toml
 * @param logger logger.toml
 * @param mysql mysql.toml
 * @param redis redis.toml
 * @param written what the files say, for task bodies
 * @param masking knows all secrets of the files
 * @param warnings what can be used as it is, but may not be meant: a sentence each, beginning with the file
 */
public record Configuration(
        String env,
        Path folder,
        CommonSettings common,
        LoggerSettings logger,
        MysqlSettings mysql,
        RedisSettings redis,
        WrittenValues written,
        Masking masking,
        List<String> warnings) {
    private static final String USUAL = "local";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

    /**
     * The environment to use: what the command line says, else the variable {@code APP_ENV}, else {@code local}.
     *
     * @param option the command line's {@code --env}; null when not given
     */
    public static String environmentName(@Nullable String option, Map<String, String> environment) {
        if (option != null) {
            return option;
        }
        String variable = environment.getOrDefault("APP_ENV", "");
        return variable.isBlank() ? USUAL : variable.strip();
    }

    /**
     * Reads and checks all four files.
     *
     * @param home what relative paths in the files count from: taskhost's own folder
     * @param confDir the folder that holds a folder per environment
     * @param env local, test, online, or the name of any other folder in {@code confDir}
     * @param environment the variables for <code>${NAME}</code>
     * @throws ConfigurationException with everything that is wrong in all files
     */
    public static Configuration load(Path home, Path confDir, String env, Map<String, String> environment) {
        Path folder = folder(confDir, env);
        Masking masking = new Masking();
        Reading reading = new Reading(folder, new Variables(environment), masking);
        Source source = new Source(folder, reading, new HashMap<>());
        Path absoluteHome = home.toAbsolutePath().normalize();
        String empty = "create it; it may be empty, since every setting has a default";
        Optional<CommonSettings> common =
                source.read("common.toml", empty, top -> CommonSettings.read(top, absoluteHome));
        Optional<LoggerSettings> logger = source.read("logger.toml", empty, LoggerSettings::read);
        Optional<MysqlSettings> mysql = source.read(
                "mysql.toml",
                "create it with a table [default]: host, port, db, user and password, or embedded = true",
                MysqlSettings::read);
        Optional<RedisSettings> redis =
                source.read("redis.toml", "create it; it may be empty when no task uses Redis", RedisSettings::read);
        reading.problems().throwIfAny();
        return new Configuration(
                env,
                folder,
                common.orElseThrow(),
                logger.orElseThrow(),
                mysql.orElseThrow(),
                redis.orElseThrow(),
                new WrittenValues(source.written()),
                masking,
                reading.warnings());
    }

    private static Path folder(Path confDir, String env) {
        if (!Files.isDirectory(confDir)) {
            throw refusal(confDir + ": this configuration folder "
                    + (Files.exists(confDir) ? "is not a folder" : "does not exist") + " (looked for "
                    + confDir.toAbsolutePath().normalize() + "); name the right one with --conf");
        }
        if (NAME.matcher(env).matches() && Files.isDirectory(confDir.resolve(env))) {
            return confDir.resolve(env);
        }
        List<String> names = environments(confDir);
        String existing = names.isEmpty() ? "It has no folders at all." : "It has: " + String.join(", ", names) + ".";
        throw refusal(confDir + ": there is no environment \"" + env.replaceAll("\\p{Cntrl}", "?") + "\""
                + Nearest.hint(env, names) + " Every environment (--env or APP_ENV; usually local, test or online) is a"
                + " folder here. " + existing);
    }

    private static List<String> environments(Path confDir) {
        try (Stream<Path> entries = Files.list(confDir)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw refusal(confDir + ": this folder cannot be listed (" + e.getMessage()
                    + "); give the user who runs taskhost the right to read it");
        }
    }

    private static ConfigurationException refusal(String problem) {
        return new ConfigurationException(List.of(problem));
    }

    /** The files of one folder, read into one collection of problems. */
    private record Source(Path folder, Reading reading, Map<String, Map<String, Object>> written) {
        <T> Optional<T> read(String name, String advice, Function<Table, T> reader) {
            Path file = folder.resolve(name);
            return TomlText.read(file, advice, reading.problems()).map(values -> {
                // What is wrong is told once, by the reader.
                Map<String, Object> shown = new HashMap<>(values);
                if (name.equals("common.toml")) {
                    shown.remove("secrets"); // each task asks for its own
                }
                Table all = new Table(file.toString(), "", shown, reading.again());
                written.put(name.substring(0, name.indexOf('.')), all.anything());
                return reader.apply(new Table(file.toString(), "", values, reading));
            });
        }
    }
}
