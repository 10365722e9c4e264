package dev.taskhost.core.text;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Replaces secrets in texts by {@value #MASK}, in every form in which they are commonly written: as they are, escaped as in JSON,
 * percent-encoded, line by line. What it has learned once it knows for good, so a secret that was changed is masked as it was and as it
 * is. A text without secrets is given back as it is, and costs a search for each form. Thread-safe.
 */
public final class Masking {
    /** What stands in place of a secret. */
    public static final String MASK = "***";

    /** Shorter secrets are not masked: they stand in too many other texts. */
    public static final int SHORTEST = 4;

    private volatile String[] forms = {};

    /** Masks this secret from now on; a shorter one than {@link #SHORTEST} characters is passed over. */
    public void learn(String secret) {
        if (secret.length() < SHORTEST) {
            return;
        }
        Set<String> more = SecretForms.of(secret);
        synchronized (this) {
            Set<String> all = new LinkedHashSet<>(Set.of(forms));
            if (all.addAll(more)) {
                forms = all.toArray(String[]::new);
            }
        }
    }

    /** The text without secrets: the same object when there are none. */
    public String mask(String text) {
        BitSet secret = null;
        for (String form : forms) {
            int at = text.indexOf(form);
            if (at >= 0) {
                secret = secret == null ? new BitSet(text.length()) : secret;
                mark(secret, text, form, at);
            }
        }
        return secret == null ? text : masked(text, secret);
    }

    /** Wherever the form is, also where two overlap: what is left of a secret beside another one would still tell something. */
    private static void mark(BitSet secret, String text, String form, int first) {
        int marked = 0;
        for (int at = first; at >= 0; at = text.indexOf(form, at + 1)) {
            secret.set(Math.max(at, marked), at + form.length());
            marked = at + form.length();
        }
    }

    private static String masked(String text, BitSet secret) {
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int begin = secret.nextSetBit(at);
            if (begin < 0) {
                break;
            }
            out.append(text, at, begin).append(MASK);
            at = secret.nextClearBit(begin);
        }
        return out.append(text, at, text.length()).toString();
    }

    /** How many forms it knows, none of them. */
    @Override
    public String toString() {
        return "Masking[" + forms.length + " forms]";
    }
}
