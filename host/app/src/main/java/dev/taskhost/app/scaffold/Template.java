package dev.taskhost.app.scaffold;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts in the program's jar that new files are made of; {@code {{name}}} marks a gap. Stateless. */
final class Template {
    private static final Pattern GAP = Pattern.compile("\\{\\{(\\w+)}}");

    private Template() {}

    /**
     * Fills a template.
     *
     * @param file its name in the jar, such as {@code py/body.py}
     * @param values a value for every gap
     * @throws IllegalStateException when the template is missing or has a gap without a value
     */
    static String fill(String file, Map<String, String> values) {
        Matcher gaps = GAP.matcher(read(file));
        return gaps.replaceAll(gap -> {
            String value = values.get(gap.group(1));
            if (value == null) {
                throw new IllegalStateException("template " + file + " has a gap without a value: " + gap.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static String read(String file) {
        try (InputStream in = Template.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("template " + file + " is missing in the program's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
