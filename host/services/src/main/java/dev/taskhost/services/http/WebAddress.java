package dev.taskhost.services.http;

import dev.taskhost.core.service.ServiceException;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a request goes. What is looked at to permit it is the very URI that the client is given. Immutable.
 *
 * @param uri with a host, without a name and password, and all characters written as they must be
 * @param login {@code name:password}, as they stood in it
 */
record WebAddress(URI uri, Optional<String> login) {
    private static final Pattern PARTS =
            Pattern.compile("(?i)(https?)://([^/?#\\\\]*)((?:/[^?#]*)?)(\\?[^#]*)?(?:#.*)?", Pattern.DOTALL);

    private static final Pattern SERVER = Pattern.compile("(\\[[^]]*]|[^:]*)(?::([0-9]*))?");

    /** Which Java takes for an address, and lists of addresses do not. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    /** They stay as they are in a path or query, with letters and digits: reserved, unreserved, and escapes that are there already. */
    private static final String KEPT = "!#$%&'()*+,/:;=?@[]~-._";

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int MOST_PORT = 65_535;

    /** @throws ServiceException when that is no address of a server that speaks HTTP */
    static WebAddress of(String text) throws ServiceException {
        Matcher parts = PARTS.matcher(text.strip());
        if (!parts.matches()) {
            throw bad(text);
        }
        String authority = parts.group(2);
        int at = authority.lastIndexOf('@');
        Matcher server = SERVER.matcher(authority.substring(at + 1));
        if (!server.matches()) {
            throw bad(text);
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String host = host(text, server.group(1));
        String port = server.group(2) == null || server.group(2).isEmpty() ? "" : ":" + server.group(2);
        String path = parts.group(3).isEmpty() ? "/" : parts.group(3);
        String query = parts.group(4) == null ? "" : parts.group(4);
        try {
            URI uri = new URI(scheme + "://" + host + port + quoted(path) + quoted(query));
            if (!host.equals(uri.getHost())
                    || NUMBER.matcher(host).matches()
                    || uri.getPort() == 0
                    || uri.getPort() > MOST_PORT) {
                throw bad(text);
            }
            return new WebAddress(uri, at < 0 ? Optional.empty() : Optional.of(unquoted(authority.substring(0, at))));
        } catch (URISyntaxException e) {
            throw bad(text);
        }
    }

    private static String host(String text, String written) throws ServiceException {
        try {
            return written.startsWith("[") ? written : IDN.toASCII(written).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw bad(text);
        }
    }

    private static ServiceException bad(String text) {
        String shown = text.length() > 200 ? text.substring(0, 200) + "…" : text;
        return HttpProblem.REQUEST.because("\"" + shown
                + "\" is no URL to call; it has to begin with http:// or https:// and name a host, and perhaps a port");
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (one & 0xFF);
            boolean kept = c < 0x80 && (Character.isLetterOrDigit(c) || KEPT.indexOf(c) >= 0);
            out.append(kept ? String.valueOf(c) : "%" + HEX.toHexDigits(one));
        }
        return out.toString().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }

    private static String unquoted(String text) {
        Matcher escapes = Pattern.compile("(?:%[0-9A-Fa-f]{2})+").matcher(text);
        return escapes.replaceAll(found -> Matcher.quoteReplacement(
                new String(HEX.parseHex(found.group().replace("%", "")), StandardCharsets.UTF_8)));
    }

    /**
     * Where a response sends it on to.
     *
     * @param place its field Location, relative or whole
     */
    WebAddress onward(String place) throws ServiceException {
        String next = place.strip();
        if (next.startsWith("?")) { // which URI.resolve takes as its oldest standard has it
            return of(uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath() + next);
        }
        if (PARTS.matcher(next).matches()) {
            return of(next);
        }
        try {
            return of(uri.resolve(new URI(quoted(next))).toString());
        } catch (URISyntaxException e) {
            throw bad(next);
        }
    }

    /** Of the server: a name in small letters, or an address without brackets. */
    String host() {
        String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        return uri.getPort() > 0 ? uri.getPort() : isSecure() ? HTTPS : HTTP;
    }

    boolean isSecure() {
        return uri.getScheme().equals("https");
    }

    /** Whether both are of one server, which may be told the same secrets. */
    boolean isSameServer(WebAddress other) {
        return isSecure() == other.isSecure() && host().equals(other.host()) && port() == other.port();
    }

    /** Without its query, which may hold secrets. */
    String shown() {
        return uri.getScheme() + "://" + uri.getRawAuthority() + uri.getRawPath();
    }
}
