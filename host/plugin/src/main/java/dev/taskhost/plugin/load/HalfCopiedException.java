package dev.taskhost.plugin.load;

/** A file that ends too early: perhaps somebody is still writing it. */
final class HalfCopiedException extends BadPluginException {
    HalfCopiedException(String message) {
        super(message);
    }
}
