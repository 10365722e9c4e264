package dev.taskhost.app.config;

import dev.taskhost.core.text.Masking;
import dev.taskhost.services.secret.BadSecretFileException;
import dev.taskhost.services.secret.SecretFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one load of the configuration shares: where texts come from, and what is found on the way. Not thread-safe. */
final class Reading {
    private final Path folder;
    private final Variables variables;
    private final Masking masking;
    private final Problems problems = new Problems();
    private final Set<String> warnings = new LinkedHashSet<>();

    /**
     * @param folder the files', from which the paths of secrets count
     * @param masking learns the secrets that are found
     */
    Reading(Path folder, Variables variables, Masking masking) {
        this.folder = folder;
        this.variables = variables;
        this.masking = masking;
    }

    /** The same sources for a second look at the same files, whose problems and warnings are nobody's. */
    Reading again() {
        return new Reading(folder, variables, masking);
    }

    Problems problems() {
        return problems;
    }

    /** Notes what goes well as it is, and may not be meant: {@code FILE: what}. */
    void warn(String file, String what) {
        warnings.add(file + ": " + what);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** This text is a secret. */
    void learn(String secret) {
        masking.learn(secret);
    }

    /** This text is the secret of a key: it is masked, and warned of when that is not possible. */
    void secret(String file, String key, String text) {
        learn(text);
        if (!text.isEmpty() && text.length() < Masking.SHORTEST) {
            warn(
                    file,
                    key + " gives a secret of less than " + Masking.SHORTEST
                            + " characters, which is not masked in logs and output; take a longer one");
        }
    }

    /** The file of a secret. */
    SecretFile secretFile(Path written) {
        return new SecretFile(folder.resolve(written));
    }

    /** @throws Variables.BadVariableException when a variable is missing or not well written */
    Variables.Filled fill(String text) throws Variables.BadVariableException {
        return variables.fill(text);
    }

    /**
     * A whole value with its variables filled in, and with the texts of secrets that stand elsewhere, see {@link SecretPlace}.
     *
     * @param key of the value; of a list, for all in it
     * @throws Variables.BadVariableException when a variable or a secret's file cannot be read
     */
    Object fill(String key, Object raw) throws Variables.BadVariableException {
        return switch (raw) {
            case String text -> filled(key, text);
            case List<?> list -> {
                List<Object> filled = new ArrayList<>();
                for (Object each : list) {
                    filled.add(fill(key, each));
                }
                yield List.copyOf(filled);
            }
            case Map<?, ?> map when Value.isSecret(key) && SecretPlace.is(map) -> elsewhere(key, map);
            case Map<?, ?> map -> {
                Map<String, Object> filled = new TreeMap<>();
                for (var entry : map.entrySet()) {
                    String name = String.valueOf(entry.getKey());
                    filled.put(name, fill(name, entry.getValue()));
                }
                yield filled;
            }
            default -> raw;
        };
    }

    private String filled(String key, String text) throws Variables.BadVariableException {
        String filled = fill(text).text();
        if (Value.isSecret(key)) {
            learn(filled);
        }
        return filled;
    }

    private String elsewhere(String key, Map<?, ?> place) throws Variables.BadVariableException {
        String written = fill(String.valueOf(place.values().iterator().next())).text();
        if (place.containsKey(SecretPlace.ENV)) {
            return filled(key, "${" + written + "}");
        }
        try {
            String text = secretFile(Path.of(written)).read();
            learn(text);
            return text;
        } catch (BadSecretFileException e) {
            throw new Variables.BadVariableException("has " + key + " in a file: " + e.getMessage());
        }
    }
}
