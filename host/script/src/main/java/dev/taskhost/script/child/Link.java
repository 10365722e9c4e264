package dev.taskhost.script.child;

import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connection between the host and one process, by a socket in the file system: its standard streams stay the bodies'. Frames are four bytes of
 * length, most significant first, and as many of a JSON object; or of an answer to an {@link Ask}, which is no JSON because it is one inside, and would
 * be escaped: {@code 17 +{"n":1}}. One thread reads; any may write and close.
 */
public final class Link implements AutoCloseable {
    /** Of a frame, in bytes: a script's result is a million characters at most, each of which may be escaped. */
    public static final int LONGEST = 64 << 20;

    private final @Nullable ServerSocketChannel door;
    private final ByteBuffer head = ByteBuffer.allocate(Integer.BYTES);
    private final Object writing = new Object();
    private volatile @Nullable SocketChannel channel;

    private Link(@Nullable ServerSocketChannel door) {
        this.door = door;
    }

    /**
     * The process's end.
     *
     * @throws IOException when nobody waits there
     */
    public static Link to(Path place) throws IOException {
        Link link = new Link(null);
        link.channel = SocketChannel.open(UnixDomainSocketAddress.of(place));
        return link;
    }

    /**
     * Waits for nobody yet.
     *
     * @param place in a folder that nobody else may enter
     * @throws IOException when no socket can be made there
     */
    public static Link at(Path place) throws IOException {
        ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            door.bind(UnixDomainSocketAddress.of(place));
            return new Link(door);
        } catch (IOException | RuntimeException e) {
            door.close();
            throw e;
        }
    }

    /**
     * Waits for the process to connect.
     *
     * @throws IOException when {@link #refuse} or {@link #close} was called
     */
    public void accept() throws IOException {
        if (door == null) {
            throw new IllegalStateException("this is the end that connects");
        }
        channel = door.accept();
        door.close();
    }

    /** Nobody comes any more: the process has ended. Does nothing to one that has come. */
    void refuse() throws IOException {
        if (door != null) {
            door.close();
        }
    }

    private SocketChannel open() throws IOException {
        SocketChannel now = channel;
        if (now == null) {
            throw new EOFException("nobody has connected");
        }
        return now;
    }

    /**
     * Sends a frame; waits while the other side does not read.
     *
     * @throws LongFrameException when it is too long
     */
    public void write(Map<String, ?> frame) throws IOException {
        send(Json.write(frame));
    }

    /**
     * Sends an answer; waits while the other side does not read.
     *
     * @param number as the {@link Ask} has it
     * @param text as {@link dev.taskhost.script.service.Lent} answers
     * @throws LongFrameException when it is too long
     */
    public void tell(long number, String text) throws IOException {
        send(number + " " + text);
    }

    private void send(String text) throws IOException {
        byte[] bytes = text.length() > LONGEST ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        int longer = Math.max(text.length(), bytes.length);
        if (longer > LONGEST) {
            throw new LongFrameException(longer);
        }
        ByteBuffer length =
                ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip();
        ByteBuffer[] whole = {length, ByteBuffer.wrap(bytes)};
        synchronized (writing) {
            SocketChannel to = open();
            while (whole[1].hasRemaining() || length.hasRemaining()) {
                to.write(whole);
            }
        }
    }

    /**
     * Waits for a frame.
     *
     * @return an answer as {@code kind} "told", {@code n} and {@code text}
     * @throws EOFException when the other side has ended
     * @throws ProtocolException when what came is no frame
     */
    public Map<String, @Nullable Object> read() throws IOException {
        head.clear();
        fill(head);
        int length = head.getInt();
        if (length < 0 || length > LONGEST) {
            throw new ProtocolException("a frame of " + length + " bytes");
        }
        ByteBuffer body = ByteBuffer.allocate(length);
        fill(body);
        String text = new String(body.array(), StandardCharsets.UTF_8);
        try {
            return length > 0 && Character.isDigit(text.charAt(0)) ? told(text) : Json.readObject(text);
        } catch (BadJsonException e) {
            throw new ProtocolException("a frame that is " + e.getMessage());
        }
    }

    private static Map<String, @Nullable Object> told(String frame) throws ProtocolException {
        int space = frame.indexOf(' ');
        try {
            return Map.of(
                    "kind",
                    "told",
                    "n",
                    Long.valueOf(frame.substring(0, Math.max(0, space))),
                    "text",
                    frame.substring(space + 1));
        } catch (NumberFormatException e) {
            throw new ProtocolException("an answer to nothing");
        }
    }

    private void fill(ByteBuffer buffer) throws IOException {
        SocketChannel from = open();
        while (buffer.hasRemaining()) {
            if (from.read(buffer) < 0) {
                throw new EOFException("the other side has closed its end");
            }
        }
        buffer.flip();
    }

    /** Who reads gets an exception; the process takes it for the host's end, and the host for the process's. */
    @Override
    public void close() throws IOException {
        try (door) {
            SocketChannel now = channel;
            if (now != null) {
                now.close();
            }
        }
    }
}
