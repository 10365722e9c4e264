package dev.taskhost.notice.sender;

import dev.taskhost.core.json.Json;
import dev.taskhost.notice.message.Layout;
import dev.taskhost.notice.message.Message;
import dev.taskhost.notice.settings.Channel.Feishu;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A custom robot of a Feishu or Lark group. By its document ("Custom bot usage guide", open.feishu.cn/document/client-docs/bot-v3/add-custom-bot):
 * {@code sign} is the HMAC-SHA256 of an empty text under the key {@code timestamp + "\n" + secret}, in Base64; the timestamp is
 * in seconds and at most an hour off; {@code code} 0 means success; a body has 20 KB at most; 100 messages a minute, five a
 * second.
 */
final class FeishuSender implements Sender {
    private static final int MOST_BYTES = 8_000; // of the text; escapes are counted, JSON comes on top
    private static final JsonAnswer ANSWER = new JsonAnswer(
            "Feishu",
            "code",
            "msg",
            Set.of(11_232L),
            Map.of(
                    19_021L,
                    "The signature does not fit: check secret, and this machine's clock",
                    19_022L,
                    "The robot takes messages from listed addresses only: list this machine's in its security settings",
                    19_024L,
                    "The robot asks for a keyword: write it as keyword = \"…\"",
                    19_001L,
                    "The token is not known: copy the robot's webhook address again",
                    11_232L,
                    "It is sent again in a minute; lower per_minute if this comes often"));

    private final Feishu settings;
    private final Post post;
    private final InstantSource clock;

    FeishuSender(Feishu settings, Post post, InstantSource clock) {
        this.settings = settings;
        this.post = post;
        this.clock = clock;
    }

    @Override
    public void send(Message message) throws SendException {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        if (!settings.secret().isEmpty()) {
            String timestamp = Long.toString(clock.instant().getEpochSecond());
            body.put("timestamp", timestamp);
            body.put("sign", Hmac.base64(timestamp + "\n" + settings.secret().text(), ""));
        }
        body.put("msg_type", "interactive");
        body.put("card", card(message));
        ANSWER.judge(post.post("Feishu", settings.url().text(), Map.of(), Json.write(body)));
    }

    private Map<String, @Nullable Object> card(Message message) {
        String colour = switch (message.tone()) {
            case TROUBLE -> "red";
            case GOOD -> "green";
            case NEUTRAL -> "blue";
        };
        String title = settings.keyword() + message.title();
        String mentions = message.mentions().stream()
                .map(who -> "<at " + (who.contains("@") ? "email=" : "id=") + who.replaceAll("[<>\\s]", "") + "></at>")
                .collect(Collectors.joining(" "));
        String text = Layout.fit(message, new FeishuMarkup(), MOST_BYTES) + (mentions.isEmpty() ? "" : "\n" + mentions);
        return Map.of(
                "config", Map.of("wide_screen_mode", true),
                "header", Map.of("template", colour, "title", Map.of("tag", "plain_text", "content", title)),
                "elements", List.of(Map.of("tag", "div", "text", Map.of("tag", "lark_md", "content", text))));
    }
}
