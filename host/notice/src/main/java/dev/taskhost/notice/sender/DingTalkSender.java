package dev.taskhost.notice.sender;

import dev.taskhost.core.json.Json;
import dev.taskhost.notice.message.Layout;
import dev.taskhost.notice.message.Message;
import dev.taskhost.notice.message.PlainText;
import dev.taskhost.notice.settings.Channel.DingTalk;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A custom robot of a DingTalk group. By its document ("Custom robot access", open.dingtalk.com/document/group/custom-robot-access):
 * {@code sign} is the HMAC-SHA256 of {@code timestamp + "\n" + secret} under the secret, in Base64, URL-encoded; the timestamp
 * is in milliseconds and at most an hour off; {@code errcode} 0 means success, whatever HTTP says; a body has 20,000 bytes at
 * most, and a robot sends 20 messages a minute. Who is mentioned by number must also stand in a Markdown text.
 */
final class DingTalkSender implements Sender {
    private static final int MOST_BYTES = 15_000; // of the text; JSON and numbers come on top
    private static final String ALL = "all";
    private static final JsonAnswer ANSWER = new JsonAnswer(
            "DingTalk",
            "errcode",
            "errmsg",
            Set.of(130_101L),
            Map.of(
                    310_000L,
                    "Check secret, and in the robot's security settings its keywords (keyword = \"…\") and addresses",
                    300_001L,
                    "The access token is not known: copy the robot's webhook address again",
                    130_101L,
                    "It is sent again in a minute; lower per_minute if this comes often"));

    private final DingTalk settings;
    private final Post post;
    private final InstantSource clock;

    DingTalkSender(DingTalk settings, Post post, InstantSource clock) {
        this.settings = settings;
        this.post = post;
        this.clock = clock;
    }

    @Override
    public void send(Message message) throws SendException {
        ANSWER.judge(post.post("DingTalk", url(), Map.of(), Json.write(body(message))));
    }

    private String url() {
        String url = settings.url().text();
        if (settings.secret().isEmpty()) {
            return url;
        }
        long timestamp = clock.millis();
        String sign = Hmac.base64(
                settings.secret().text(), timestamp + "\n" + settings.secret().text());
        return url + (url.contains("?") ? "&" : "?") + "timestamp=" + timestamp + "&sign="
                + URLEncoder.encode(sign, StandardCharsets.UTF_8);
    }

    private Map<String, @Nullable Object> body(Message message) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        if (settings.plain()) {
            body.put("msgtype", "text");
            body.put("text", Map.of("content", settings.keyword() + Layout.fit(message, new PlainText(), MOST_BYTES)));
        } else {
            body.put("msgtype", "markdown");
            body.put("markdown", markdown(message));
        }
        List<String> mobiles =
                message.mentions().stream().filter(who -> !who.equals(ALL)).toList();
        if (!message.mentions().isEmpty()) {
            body.put(
                    "at",
                    Map.of("atMobiles", mobiles, "isAtAll", message.mentions().contains(ALL)));
        }
        return body;
    }

    private Map<String, @Nullable Object> markdown(Message message) {
        StringBuilder text = new StringBuilder(settings.keyword());
        text.append(settings.keyword().isEmpty() ? "" : "\n\n");
        text.append(Layout.fit(message, new DingTalkMarkup(), MOST_BYTES));
        message.mentions().forEach(who -> text.append(who.equals(ALL) ? "" : " @" + who));
        Map<String, @Nullable Object> markdown = new LinkedHashMap<>();
        markdown.put("title", settings.keyword() + message.title());
        markdown.put("text", text.toString());
        return markdown;
    }
}
