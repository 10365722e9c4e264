package dev.taskhost.notice.message;

/** Whether a message is bad news; providers show it as a colour. */
public enum Tone {
    TROUBLE,
    GOOD,
    NEUTRAL
}
