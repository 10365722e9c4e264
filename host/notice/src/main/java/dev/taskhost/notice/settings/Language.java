package dev.taskhost.notice.settings;

/** The language of messages. */
public enum Language {
    EN,
    ZH
}
