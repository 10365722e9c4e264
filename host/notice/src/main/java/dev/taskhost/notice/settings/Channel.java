package dev.taskhost.notice.settings;

import java.util.List;

/** How a sender reaches people. Immutable. */
public sealed interface Channel {
    /** Its name in the configuration: {@code type = "…"}. */
    String type();

    /**
     * A custom robot of a DingTalk group.
     *
     * @param url the webhook address with its token
     * @param secret for the signature; empty when the robot asks for none
     * @param keyword begins every message; empty for none
     * @param plain whether messages are plain text instead of Markdown, as the original's were
     */
    record DingTalk(Hidden url, Hidden secret, String keyword, boolean plain) implements Channel {
        @Override
        public String type() {
            return "dingtalk";
        }
    }

    /**
     * A robot of a WeCom group.
     *
     * @param url the webhook address with its key
     */
    record WeCom(Hidden url) implements Channel {
        @Override
        public String type() {
            return "wecom";
        }
    }

    /**
     * A custom robot of a Feishu or Lark group.
     *
     * @param url the webhook address with its token
     * @param secret for the signature; empty when the robot asks for none
     * @param keyword begins every title; empty for none
     */
    record Feishu(Hidden url, Hidden secret, String keyword) implements Channel {
        @Override
        public String type() {
            return "feishu";
        }
    }

    /**
     * An incoming webhook of Slack, or of what understands its messages.
     *
     * @param url the webhook address
     */
    record Slack(Hidden url) implements Channel {
        @Override
        public String type() {
            return "slack";
        }
    }

    /**
     * A program of one's own that takes JSON.
     *
     * @param url its address
     * @param secret for the signature; empty for none
     */
    record Webhook(Hidden url, Hidden secret) implements Channel {
        @Override
        public String type() {
            return "webhook";
        }
    }

    /**
     * Mail.
     *
     * @param port 1 to 65535
     * @param user empty for no login
     * @param from the address it comes from
     * @param to at least one address
     */
    record Smtp(String host, int port, Tls tls, String user, Hidden password, String from, List<String> to)
            implements Channel {
        public Smtp {
            to = List.copyOf(to);
        }

        @Override
        public String type() {
            return "smtp";
        }
    }

    /** How a connection to a mail server is encrypted. */
    enum Tls {
        /** Not at all. */
        NONE,
        /** From a plain beginning on, which must succeed. */
        STARTTLS,
        /** From the first byte on. */
        TLS
    }
}
