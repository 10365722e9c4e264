package dev.taskhost.app.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Whether a MySQL connection is encrypted: the words of MySQL's own clients ({@code --ssl-mode}). */
public enum SslMode {
    /** Never encrypted. */
    DISABLED,
    /** Encrypted when the server can; the default, as in MySQL's clients. */
    PREFERRED,
    /** Encrypted, or no connection; the server's certificate is not looked at. */
    REQUIRED,
    /** Encrypted, and the certificate must come from a known authority. */
    VERIFY_CA,
    /** As {@link #VERIFY_CA}, and the certificate must be of this host. */
    VERIFY_IDENTITY;

    static Map<String, SslMode> words() {
        Map<String, SslMode> words = new LinkedHashMap<>();
        for (SslMode mode : values()) {
            words.put(mode.name().toLowerCase(java.util.Locale.ROOT), mode);
        }
        return words;
    }
}
