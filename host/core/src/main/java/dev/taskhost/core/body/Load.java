package dev.taskhost.core.body;

/**
 * What is to be seen of a host's workers from outside.
 *
 * @param waiting calls that wait for a worker
 * @param abandoned threads that were given up because nothing could stop what they do
 */
public record Load(int waiting, int abandoned) {
    /** Nothing of either. */
    public static final Load NONE = new Load(0, 0);

    /** Both together. */
    public Load plus(Load other) {
        return new Load(waiting + other.waiting, abandoned + other.abandoned);
    }
}
