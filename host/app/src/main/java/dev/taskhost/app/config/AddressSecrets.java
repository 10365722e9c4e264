package dev.taskhost.app.config;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a robot's address is secret, so that the rest of it can be shown: the values of its query, a password, and the last part of
 * its path where that is as long as tokens are. Stateless.
 */
final class AddressSecrets {
    private static final int SHORTEST_VALUE = 8;
    private static final int SHORTEST_PART = 16;

    private AddressSecrets() {}

    /** @param address an http or https address */
    static List<String> of(String address) {
        URI uri = URI.create(address);
        List<String> found = new ArrayList<>();
        for (String pair : text(uri.getRawQuery()).split("&", -1)) {
            int equals = pair.indexOf('=');
            String value = pair.substring(equals + 1);
            if (value.length() >= SHORTEST_VALUE || Value.isSecret(pair.substring(0, Math.max(equals, 0)))) {
                found.add(value);
                found.add(decoded(value));
            }
        }
        String path = text(uri.getRawPath());
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (last.length() >= SHORTEST_PART) {
            found.add(last);
        }
        String user = text(uri.getRawUserInfo());
        if (user.indexOf(':') >= 0) {
            found.add(decoded(user.substring(user.indexOf(':') + 1)));
        }
        return found;
    }

    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return encoded; // a stray % stands for itself
        }
    }

    private static String text(@Nullable String part) {
        return Optional.ofNullable(part).orElse("");
    }
}
