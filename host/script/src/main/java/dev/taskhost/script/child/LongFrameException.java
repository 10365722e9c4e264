package dev.taskhost.script.child;

import java.io.IOException;

/** A frame is longer than {@link Link#LONGEST}. Nothing of it was sent; the connection is as it was. */
public final class LongFrameException extends IOException {
    private static final long serialVersionUID = 1;

    private final int length;

    /** @param length its bytes */
    LongFrameException(int length) {
        super("a frame of " + length + " bytes; " + Link.LONGEST + " is the most");
        this.length = length;
    }

    /** Its bytes. */
    public int length() {
        return length;
    }
}
