package dev.taskhost.store;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server.
 *
 * @param name {@code MySQL} or {@code MariaDB}
 * @param version e.g. {@code 10.11.6}
 */
record Product(String name, int major, int minor, String version) {
    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+)(\\.\\d+)?");

    /** Reads what {@code VERSION()} answers, e.g. {@code 10.11.6-MariaDB-0+deb12u1} or {@code 8.4.0}. */
    static Product parse(String version) {
        String name = version.contains("MariaDB") ? "MariaDB" : "MySQL";
        Matcher numbers = NUMBERS.matcher(version);
        return numbers.lookingAt()
                ? new Product(
                        name, Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)), numbers.group())
                : new Product(name, 0, 0, version);
    }

    /** Sentences when it is older than what the store is made for. */
    List<String> warnings() {
        boolean old = name.equals("MySQL") ? major < 8 : major < 10 || (major == 10 && minor < 6);
        return old
                ? List.of(this
                        + " is older than what taskhost is tested with: MySQL 8.0, MariaDB 10.6. Update the server.")
                : List.of();
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
