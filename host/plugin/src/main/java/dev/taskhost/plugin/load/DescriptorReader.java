package dev.taskhost.plugin.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.PluginDescriptor;

/**
 * What a plugin says of itself, in PF4J's two ways: {@code plugin.properties} ({@code plugin.id}, …), else the manifest
 * ({@code Plugin-Id}, …). Unlike PF4J we accept a file without either when it declares tasks: its id is the file's name
 * without version ({@code report-1.2.jar} is {@code report}, 1.2), so that an ordinary jar is a plugin.
 */
final class DescriptorReader {
    private static final String[] PROPERTIES = {"plugin.properties", "classes/plugin.properties"};
    private static final String[] MANIFESTS = {"META-INF/MANIFEST.MF", "classes/META-INF/MANIFEST.MF"};
    private static final Pattern FILE_NAME = Pattern.compile("(.+?)(?:-(\\d.*))?\\.(?i:jar|zip)");
    /** Ids stand before the colon in a row's {@code id:name}. */
    private static final Pattern ID = Pattern.compile("[^\\s:/\\\\]+");

    private static final String NO_VERSION = "0.0.0";

    private DescriptorReader() {}

    /**
     * Reads the descriptor.
     *
     * @throws BadPluginException when there is one that cannot be used
     */
    static PluginDescriptor read(ZipFile zip, Path file) throws IOException, BadPluginException {
        UnaryOperator<@Nullable String> said = said(zip);
        Matcher name = FILE_NAME.matcher(file.getFileName().toString());
        boolean split = name.matches();
        String id = said.apply("Id");
        String version = said.apply("Version");
        if (id == null) {
            id = split ? name.group(1) : file.getFileName().toString();
            version = version == null && split ? name.group(2) : version;
        }
        if (!ID.matcher(id).matches()) {
            throw new BadPluginException("has the Plugin-Id '" + id
                    + "'; an id has no white space, colon or slash, because rows write it as id:name");
        }
        return new Described(id, version == null ? NO_VERSION : version, said);
    }

    /** Reads a field by its manifest name without the prefix; null when it is missing or empty. */
    private static UnaryOperator<@Nullable String> said(ZipFile zip) throws IOException, BadPluginException {
        Properties properties = properties(zip);
        if (properties != null) {
            return field -> trimmed(properties.getProperty("plugin." + field.toLowerCase(Locale.ROOT)));
        }
        Attributes attributes = attributes(zip);
        return field -> trimmed(attributes.getValue("Plugin-" + field));
    }

    private static @Nullable Properties properties(ZipFile zip) throws IOException, BadPluginException {
        for (String name : PROPERTIES) {
            ZipEntry entry = zip.getEntry(name);
            if (entry != null) {
                Properties properties = new Properties();
                try (InputStream in = zip.getInputStream(entry)) {
                    properties.load(in);
                } catch (IllegalArgumentException e) {
                    throw new BadPluginException("has a " + name + " that cannot be read: " + e.getMessage(), e);
                }
                return properties;
            }
        }
        return null;
    }

    private static Attributes attributes(ZipFile zip) throws IOException, BadPluginException {
        for (String name : MANIFESTS) {
            ZipEntry entry = zip.getEntry(name);
            if (entry != null) {
                try (InputStream in = zip.getInputStream(entry)) {
                    return new Manifest(in).getMainAttributes();
                } catch (IOException e) {
                    throw new BadPluginException("has a " + name + " that cannot be read: " + e.getMessage(), e);
                }
            }
        }
        return new Attributes();
    }

    private static @Nullable String trimmed(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.trim();
    }

    /** PF4J's descriptor, whose setters are for subclasses. */
    private static final class Described extends DefaultPluginDescriptor {
        @SuppressWarnings("NullAway") // PF4J means "not said" by null
        Described(String id, String version, UnaryOperator<@Nullable String> said) {
            setPluginId(id);
            setPluginVersion(version);
            setPluginDescription(said.apply("Description"));
            setProvider(said.apply("Provider"));
            setLicense(said.apply("License"));
            String pluginClass = said.apply("Class");
            if (pluginClass != null) {
                setPluginClass(pluginClass);
            }
            String requires = said.apply("Requires");
            if (requires != null) {
                setRequires(requires);
            }
            setDependencies(said.apply("Dependencies"));
        }
    }
}
