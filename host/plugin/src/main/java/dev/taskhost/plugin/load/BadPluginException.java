package dev.taskhost.plugin.load;

/** A file of the plugin folder is none that can be loaded. The message is for the person who put it there. */
class BadPluginException extends Exception {
    /** The message says what is wrong and what to do, without the file's name. */
    BadPluginException(String message) {
        super(message);
    }

    /** The same, with what was thrown. */
    BadPluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
