package dev.taskhost.notice.sender;

import dev.taskhost.core.json.Json;
import dev.taskhost.notice.message.Layout;
import dev.taskhost.notice.message.Message;
import dev.taskhost.notice.message.PlainText;
import dev.taskhost.notice.settings.Channel.WeCom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A robot of a WeCom group. By its document ("Group robot configuration", developer.work.weixin.qq.com/document/path/91770):
 * Markdown takes 4,096 bytes, text 2,048; 20 messages a minute; {@code errcode} 0 means success. Only text can mention mobile
 * numbers, so a message that mentions somebody goes as text.
 */
final class WeComSender implements Sender {
    private static final int MOST_MARKDOWN = 4_096;
    private static final int MOST_TEXT = 2_048;
    private static final String ALL = "all";
    private static final JsonAnswer ANSWER = new JsonAnswer(
            "WeCom",
            "errcode",
            "errmsg",
            Set.of(45_009L),
            Map.of(
                    93_000L,
                    "The key is not known, or the robot was removed: copy its webhook address again",
                    45_009L,
                    "It is sent again in a minute; lower per_minute if this comes often"));

    private final WeCom settings;
    private final Post post;

    WeComSender(WeCom settings, Post post) {
        this.settings = settings;
        this.post = post;
    }

    @Override
    public void send(Message message) throws SendException {
        Map<String, @Nullable Object> body = message.mentions().isEmpty() ? markdown(message) : text(message);
        ANSWER.judge(post.post("WeCom", settings.url().text(), Map.of(), Json.write(body)));
    }

    private static Map<String, @Nullable Object> markdown(Message message) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("msgtype", "markdown");
        body.put("markdown", Map.of("content", Layout.fit(message, new WeComMarkup(message.tone()), MOST_MARKDOWN)));
        return body;
    }

    private static Map<String, @Nullable Object> text(Message message) {
        List<String> mobiles = message.mentions().stream()
                .map(who -> who.equals(ALL) ? "@all" : who)
                .toList();
        Map<String, @Nullable Object> text = new LinkedHashMap<>();
        text.put("content", Layout.fit(message, new PlainText(), MOST_TEXT));
        text.put("mentioned_mobile_list", mobiles);
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("msgtype", "text");
        body.put("text", text);
        return body;
    }
}
