package dev.taskhost.services.secret;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.Set;

/**
 * A file with one secret in it, as Docker, Kubernetes and systemd give them to programs. Immutable.
 *
 * @param path where it lies; links are followed, so it may be exchanged as a whole
 */
public record SecretFile(Path path) {
    /** So many bytes it has at most. */
    public static final int LARGEST = 65_536;

    private static final Set<PosixFilePermission> TOO_OPEN =
            Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.GROUP_WRITE);

    /**
     * Reads it as it is now. One line end at its end is no part of the secret: editors and {@code echo} put it there.
     *
     * @return not empty
     * @throws BadSecretFileException when it is not there, cannot be read, is empty, too large, or no text
     */
    public String read() throws BadSecretFileException {
        try {
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw bad("is no file; name the file that has the secret in it");
            }
            return text(bytes());
        } catch (NoSuchFileException e) {
            throw new BadSecretFileException("there is no file " + path + "; create it, or correct its path");
        } catch (AccessDeniedException e) {
            throw bad("may not be read; give the user who runs taskhost the right to read it");
        } catch (CharacterCodingException e) {
            throw bad("is not UTF-8 text; a secret is a text, so encode what is none, as Base64 say");
        } catch (IOException e) {
            throw bad("cannot be read (" + e + "); put it right, or name another file");
        }
    }

    /** Whether others than its owner can write it, or others than its owner and group read it; false where files have no such rights. */
    public boolean isTooOpen() {
        PosixFileAttributeView rights = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        try {
            return rights != null
                    && !Collections.disjoint(rights.readAttributes().permissions(), TOO_OPEN);
        } catch (IOException e) {
            return false; // whoever reads it is told
        }
    }

    private byte[] bytes() throws IOException, BadSecretFileException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw bad("has more than " + LARGEST + " bytes, too many for a secret; is it the right file?");
            }
            return bytes;
        }
    }

    private String text(byte[] bytes) throws CharacterCodingException, BadSecretFileException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        int end = text.length();
        if (text.endsWith("\n")) {
            end -= text.endsWith("\r\n") ? 2 : 1;
        }
        if (end == 0) {
            throw bad("is empty; put the secret into it");
        }
        return text.substring(0, end);
    }

    private BadSecretFileException bad(String what) {
        return new BadSecretFileException("the file " + path + " " + what);
    }
}
