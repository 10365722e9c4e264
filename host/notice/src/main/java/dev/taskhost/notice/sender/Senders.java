package dev.taskhost.notice.sender;

import dev.taskhost.notice.settings.Channel;
import dev.taskhost.notice.settings.SenderSettings;
import java.time.InstantSource;

/** Makes senders from settings; they share one HTTP client. Thread-safe. */
public final class Senders implements AutoCloseable {
    private final Post post = new Post();
    private final InstantSource clock;

    /** Takes the clock that signatures and mails are dated by. */
    public Senders(InstantSource clock) {
        this.clock = clock;
    }

    /** The sender of these settings. */
    public Sender of(SenderSettings settings) {
        return switch (settings.channel()) {
            case Channel.DingTalk ding -> new DingTalkSender(ding, post, clock);
            case Channel.WeCom weCom -> new WeComSender(weCom, post);
            case Channel.Feishu feishu -> new FeishuSender(feishu, post, clock);
            case Channel.Slack slack -> new SlackSender(slack, post);
            case Channel.Webhook webhook -> new WebhookSender(webhook, post, clock);
            case Channel.Smtp smtp -> new MailSender(smtp, clock);
        };
    }

    @Override
    public void close() {
        post.close();
    }
}
