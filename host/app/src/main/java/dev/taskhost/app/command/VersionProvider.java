package dev.taskhost.app.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. Stateless. */
public final class VersionProvider implements IVersionProvider {
    private static final String FILE = "/dev/taskhost/app/version.properties";

    @Override
    public String[] getVersion() {
        return new String[] {
            "taskhost " + version(), "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
        };
    }

    /**
     * The bare version, such as {@code 0.1.0}.
     *
     * @throws UncheckedIOException when the jar was not built as it should be
     */
    public static String version() {
        try (InputStream in = VersionProvider.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IOException(FILE + " is missing in the program's jar; build it again.");
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
