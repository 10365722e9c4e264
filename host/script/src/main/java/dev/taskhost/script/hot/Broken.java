package dev.taskhost.script.hot;

/**
 * A script that does not parse or does not load.
 *
 * @param hash of its text
 * @param error for a person: the language's own words, with file and line
 * @param heldBack whether an earlier text of it is in charge instead; else it is found, and says the error itself
 * @param again when it is tried again without a change, by {@link System#nanoTime}; {@link Long#MAX_VALUE} for never
 * @param pauseSeconds how long it was between the last two tries
 */
record Broken(String hash, String error, boolean heldBack, long again, int pauseSeconds) {
    private static final int FIRST_PAUSE_SECONDS = 30;
    private static final int LONGEST_PAUSE_SECONDS = 600;

    /** It does not parse: only another text can help. */
    static Broken unparsed(String hash, String error, boolean heldBack) {
        return new Broken(hash, error, heldBack, Long.MAX_VALUE, 0);
    }

    /** It does not load, perhaps because something it asks at its top level was away: it is tried again, less and less often. */
    static Broken unloaded(String hash, String error, long now, int pauseBefore) {
        int pause = Math.min(LONGEST_PAUSE_SECONDS, pauseBefore == 0 ? FIRST_PAUSE_SECONDS : 2 * pauseBefore);
        return new Broken(hash, error, true, now + pause * 1_000_000_000L, pause);
    }

    /** For a person. */
    String told(String file) {
        return heldBack
                ? error + "\n  " + file + " stays as it was before; that version is in charge until this one is mended."
                : error;
    }
}
