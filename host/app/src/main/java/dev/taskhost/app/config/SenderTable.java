package dev.taskhost.app.config;

import dev.taskhost.notice.settings.Channel;
import dev.taskhost.notice.settings.Channel.Tls;
import dev.taskhost.notice.settings.Hidden;
import dev.taskhost.notice.settings.QuietHours;
import dev.taskhost.notice.settings.SenderSettings;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one table {@code [notice.senders.NAME]}. */
final class SenderTable {
    private static final int LONGEST_NAME = 64;
    private static final String ENCODED = "whsec_";

    /** What providers take from one robot in a minute, by their documents; for mail and webhooks what people can stand. */
    private static final Map<String, Integer> PER_MINUTE = types();

    private final Table table;
    private final Optional<QuietHours> quiet;

    /**
     * @param quiet what counts where the table says nothing
     */
    SenderTable(Table table, Optional<QuietHours> quiet) {
        this.table = table;
        this.quiet = quiet;
    }

    private static Map<String, Integer> types() {
        Map<String, Integer> types = new LinkedHashMap<>();
        types.put("dingtalk", 20);
        types.put("wecom", 20);
        types.put("feishu", 100);
        types.put("slack", 60);
        types.put("webhook", 600);
        types.put("smtp", 30);
        return types;
    }

    SenderSettings read(String name) {
        if (name.length() > LONGEST_NAME || name.contains(",")) {
            table.wholeProblem("has a name that is longer than " + LONGEST_NAME + " characters, or has a comma in it");
        }
        String type = type();
        Channel channel = channel(type);
        SenderSettings settings = new SenderSettings(
                name,
                channel,
                table.number("per_minute", PER_MINUTE.getOrDefault(type, 1), 1, 10_000),
                NoticeTable.quiet(table, quiet),
                table.texts("at"));
        table.refuseOthers(type.isEmpty() ? "" : " These are the keys of type " + type + ".");
        return settings;
    }

    private String type() {
        Map<String, String> words = new LinkedHashMap<>();
        PER_MINUTE.keySet().forEach(word -> words.put(word, word));
        if (!table.has("type")) {
            table.problem("type is missing; write one of " + String.join(", ", words.keySet()));
        }
        return table.choice("type", "", words);
    }

    private Channel channel(String type) {
        return switch (type) {
            case "dingtalk" ->
                new Channel.DingTalk(
                        url("https://oapi.dingtalk.com/robot/send?access_token=…"),
                        secret(),
                        table.text("keyword", ""),
                        table.yesNo("plain", false));
            case "wecom" -> new Channel.WeCom(url("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"));
            case "feishu" ->
                new Channel.Feishu(
                        url("https://open.feishu.cn/open-apis/bot/v2/hook/…"), secret(), table.text("keyword", ""));
            case "slack" -> new Channel.Slack(url("https://hooks.slack.com/services/…"));
            case "smtp" -> smtp();
            case "webhook" -> new Channel.Webhook(url("https://example.com/notices"), signingSecret());
            default -> {
                table.others(); // which keys there should be depends on the type
                yield new Channel.Slack(Hidden.NONE);
            }
        };
    }

    private Hidden url(String example) {
        if (!table.has("url")) {
            table.problem("url is missing; write for example url = \"" + example + "\"");
            return Hidden.NONE;
        }
        String expected = "an http or https address, as the provider shows it";
        return new Hidden(table.address("url", expected).reveal());
    }

    private Hidden secret() {
        return new Hidden(table.secret("secret").reveal());
    }

    private Hidden signingSecret() {
        String expected = "a text, or a key in Base64 behind whsec_";
        return new Hidden(
                table.secret("secret", expected, SenderTable::isSigningSecret).reveal());
    }

    private static boolean isSigningSecret(String text) {
        if (!text.startsWith(ENCODED)) {
            return true;
        }
        try {
            return Base64.getDecoder().decode(text.substring(ENCODED.length())).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Channel smtp() {
        Map<String, Tls> words = new LinkedHashMap<>();
        words.put("starttls", Tls.STARTTLS);
        words.put("tls", Tls.TLS);
        words.put("none", Tls.NONE);
        Tls tls = table.choice("tls", Tls.STARTTLS, words);
        int port = switch (tls) {
            case STARTTLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
        List<String> to = table.texts("to");
        if (to.isEmpty() || !to.stream().allMatch(SenderTable::isMailAddress)) {
            table.problem("to needs addresses; write for example to = [\"ops@example.com\"]");
        }
        Channel.Smtp smtp = new Channel.Smtp(
                HostName.required(table, "host"),
                table.number("port", port, 1, 65_535),
                tls,
                table.text("user", ""),
                new Hidden(table.secret("password").reveal()),
                table.required("from", "taskhost@example.com"),
                to);
        if (smtp.user().isEmpty() && !smtp.password().isEmpty()) {
            table.problem("user is missing, but there is a password");
        }
        return smtp;
    }

    private static boolean isMailAddress(String text) {
        return text.matches("[^@\\s]+@[^@\\s]+");
    }
}
