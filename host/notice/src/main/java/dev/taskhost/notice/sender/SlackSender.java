package dev.taskhost.notice.sender;

import dev.taskhost.core.json.Json;
import dev.taskhost.notice.message.Layout;
import dev.taskhost.notice.message.Message;
import dev.taskhost.notice.settings.Channel.Slack;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An incoming webhook of Slack. By its documents ("Sending messages using incoming webhooks", "Rate limits", docs.slack.dev): the
 * answer is HTTP 200 with {@code ok}; 429 with {@code Retry-After} when there are more than one a second; the text of a section
 * has 3,000 characters at most.
 */
final class SlackSender implements Sender {
    private static final int MOST_BYTES = 2_900;
    private static final String ALL = "all";

    private final Slack settings;
    private final Post post;

    SlackSender(Slack settings, Post post) {
        this.settings = settings;
        this.post = post;
    }

    @Override
    public void send(Message message) throws SendException {
        String mentions = message.mentions().stream()
                .map(who -> who.equals(ALL) ? "<!channel>" : "<@" + SlackMarkup.escape(who) + ">")
                .collect(Collectors.joining(" "));
        String text = Layout.fit(message, new SlackMarkup(), MOST_BYTES) + (mentions.isEmpty() ? "" : "\n" + mentions);
        Map<String, Object> section = Map.of("type", "section", "text", Map.of("type", "mrkdwn", "text", text));
        Map<String, Object> body = Map.of("text", SlackMarkup.escape(message.title()), "blocks", List.of(section));
        post.post("Slack", settings.url().text(), Map.of(), Json.write(body));
    }
}
