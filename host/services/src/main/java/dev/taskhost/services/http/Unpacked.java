package dev.taskhost.services.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Bodies of responses, without what their field Content-Encoding says. */
final class Unpacked {
    private Unpacked() {}

    /**
     * Unpacks one that is packed as {@code gzip} or {@code deflate}, and leaves others as they are.
     *
     * @param most bytes of it
     * @return at most one byte more than that
     * @throws IOException when it is not packed as it says
     */
    static byte[] of(byte[] body, String coding, int most) throws IOException {
        if (body.length == 0) {
            return body; // of HEAD, say
        }
        return switch (coding.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> read(new GZIPInputStream(new ByteArrayInputStream(body)), most);
            case "deflate" -> inflated(body, most);
            default -> body;
        };
    }

    private static byte[] inflated(byte[] body, int most) throws IOException {
        boolean framed =
                (body[0] & 0x0F) == 8 && body.length > 1 && (((body[0] & 0xFF) << 8) + (body[1] & 0xFF)) % 31 == 0;
        Inflater inflater = new Inflater(!framed); // some servers send it without its frame (RFC 1950)
        try {
            return read(new InflaterInputStream(new ByteArrayInputStream(body), inflater), most);
        } finally {
            inflater.end();
        }
    }

    private static byte[] read(InputStream packed, int most) throws IOException {
        try (packed) {
            return packed.readNBytes(most + 1);
        }
    }
}
