package dev.taskhost.notice.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.taskhost.core.json.Json;
import dev.taskhost.notice.message.Message;
import dev.taskhost.notice.message.Part;
import dev.taskhost.notice.message.Texts;
import dev.taskhost.notice.message.Tone;
import dev.taskhost.notice.sender.ChatServer.Request;
import dev.taskhost.notice.settings.Channel;
import dev.taskhost.notice.settings.Hidden;
import dev.taskhost.notice.settings.SenderSettings;
import dev.taskhost.testkit.SettableClock;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each provider's signature, body and answers, against a server that checks them by the provider's document. */
class ChatSendersTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Hidden SECRET = new Hidden("SECthis is secret");
    private static final String EVIL = "a*b_c [x](http://evil) <at id=all></at> <!channel> <@everyone> & `code`";

    private final ChatServer server = new ChatServer();
    private final Senders senders = new Senders(new SettableClock(NOW));

    @AfterEach
    void close() {
        senders.close();
        server.close();
    }

    @Test
    void dingTalkIsSignedAsItsDocumentSays() throws Exception {
        send(new Channel.DingTalk(url("/robot/send?access_token=t"), SECRET, "", false), message("138"));
        Request request = server.only();
        assertThat(request.path()).isEqualTo("/robot/send");
        assertThat(request.query()).containsEntry("access_token", "t").containsEntry("timestamp", "1795341600000");
        String sign = mac("SECthis is secret", "1795341600000\nSECthis is secret");
        assertThat(request.query()).containsEntry("sign", URLEncoder.encode(sign, StandardCharsets.UTF_8));
        assertThat(URLDecoder.decode(request.query().getOrDefault("sign", ""), StandardCharsets.UTF_8))
                .isEqualTo(sign);
        assertThat(at(request.body(), "msgtype")).isEqualTo("markdown");
        assertThat(at(request.body(), "markdown", "title")).isEqualTo("report_a failed");
        assertThat(at(request.body(), "markdown", "text"))
                .asString()
                .startsWith(
                        "### report_a failed\n\n**Task**: report_a\n\n**Error**: a\\*b_c \\[x\\](http://evil) \\<at id=all\\>")
                .contains("> line 1\n>\n> line 2")
                .endsWith("[Details](https://x/y) @138");
        assertThat(at(request.body(), "at", "atMobiles")).isEqualTo(List.of("138"));
        assertThat(at(request.body(), "at", "isAtAll")).isEqualTo(false);
    }

    @Test
    void dingTalkOfTheOriginalIsPlainText() throws Exception {
        send(new Channel.DingTalk(url("/robot/send?access_token=t"), Hidden.NONE, "ALARM: ", true), message());
        Request request = server.only();
        assertThat(request.query()).containsOnlyKeys("access_token");
        assertThat(at(request.body(), "msgtype")).isEqualTo("text");
        assertThat(at(request.body(), "text", "content"))
                .asString()
                .startsWith("ALARM: report_a failed\nTask: report_a\n");
    }

    @Test
    void dingTalksAnswerIsJudged() {
        Channel ding = new Channel.DingTalk(url("/robot/send?access_token=SEKRET"), SECRET, "", false);
        server.answers(200, "{\"errcode\":310000,\"errmsg\":\"sign not match\"}");
        assertThat(failure(ding))
                .hasMessage(
                        "DingTalk refused it: errcode 310000, sign not match. Check secret, and in the robot's security"
                                + " settings its keywords (keyword = \"…\") and addresses");
        server.answers(200, "{\"errcode\":130101,\"errmsg\":\"send too fast, exceed 20 times per minute\"}");
        assertThat(failure(ding).retryAfter()).isEqualTo(Duration.ofMinutes(1));
        server.answers(200, "<html>login</html>");
        assertThat(failure(ding)).hasMessageStartingWith("DingTalk answered no JSON: <html>login</html>.");
        server.answers(200, "{\"ok\":true}");
        assertThat(failure(ding)).hasMessageStartingWith("DingTalk answered without errcode");
        server.answers(500, "boom SEKRET");
        assertThat(failure(ding)).hasMessage("DingTalk answered HTTP 500: boom SEKRET. It is sent again");
        server.answers(302, "");
        assertThat(failure(ding)).hasMessageContaining("write the final address as url");
    }

    @Test
    void weComTakesMarkdownOrTextThatMentions() throws Exception {
        Channel weCom = new Channel.WeCom(url("/cgi-bin/webhook/send?key=k"));
        send(weCom, message());
        assertThat(at(server.only().body(), "markdown", "content"))
                .asString()
                .startsWith("### <font color=\"warning\">report_a failed</font>\n**Task**: report_a\n")
                .contains("< @everyone>")
                .doesNotContain("<@");
        ChatServer second = new ChatServer();
        try (second) {
            send(new Channel.WeCom(new Hidden(second.url("/send?key=k"))), message("138", "all"));
            assertThat(at(second.only().body(), "msgtype")).isEqualTo("text");
            assertThat(at(second.only().body(), "text", "mentioned_mobile_list"))
                    .isEqualTo(List.of("138", "@all"));
        }
        server.answers(200, "{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}");
        assertThat(failure(weCom)).hasMessageContaining("errcode 93000, invalid webhook url. The key is not known");
        server.answers(200, "{\"errcode\":45009,\"errmsg\":\"api freq out of limit\"}");
        assertThat(failure(weCom).retryAfter()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void longMessagesFitEachProvidersLimit() throws Exception {
        Message huge = new Message(
                "id", Tone.TROUBLE, "t", List.of(new Part.Quote("错<误>*\n".repeat(20_000))), List.of(), Map.of());
        send(new Channel.WeCom(url("/")), huge);
        assertThat(Texts.bytes(String.valueOf(at(server.only().body(), "markdown", "content"))))
                .isLessThanOrEqualTo(4_096);
        try (ChatServer ding = new ChatServer();
                ChatServer feishu = new ChatServer().answers(200, "{\"code\":0}");
                ChatServer slack = new ChatServer().answers(200, "ok")) {
            send(new Channel.DingTalk(new Hidden(ding.url("/")), SECRET, "", false), huge);
            send(new Channel.Feishu(new Hidden(feishu.url("/")), SECRET, ""), huge);
            send(new Channel.Slack(new Hidden(slack.url("/"))), huge);
            assertThat(Texts.bytes(ding.only().body())).isLessThanOrEqualTo(20_000);
            assertThat(Texts.bytes(feishu.only().body())).isLessThanOrEqualTo(20_000);
            assertThat(Texts.bytes(slack.only().body())).isLessThanOrEqualTo(4_000);
        }
    }

    @Test
    void feishuHasASignatureRuleOfItsOwn() throws Exception {
        server.answers(200, "{\"code\":0,\"msg\":\"success\",\"data\":{}}");
        send(new Channel.Feishu(url("/open-apis/bot/v2/hook/x"), SECRET, "告警 "), message("all", "ou_1", "a@b.c"));
        String body = server.only().body();
        assertThat(at(body, "timestamp")).isEqualTo("1795341600");
        assertThat(at(body, "sign")).isEqualTo(mac("1795341600\nSECthis is secret", ""));
        assertThat(at(body, "msg_type")).isEqualTo("interactive");
        assertThat(at(body, "card", "header", "template")).isEqualTo("red");
        assertThat(at(body, "card", "header", "title", "content")).isEqualTo("告警 report_a failed");
        Object element = at(body, "card", "elements") instanceof List<?> list ? list.getFirst() : null;
        assertThat(String.valueOf(element))
                .contains("**Task**: report_a")
                .contains("&#60;at id=all&#62;&#60;/at&#62;")
                .doesNotContain("[x]")
                .contains("\n<at id=all></at> <at id=ou_1></at> <at email=a@b.c></at>");
    }

    @Test
    void feishusAnswerIsJudged() {
        Channel feishu = new Channel.Feishu(url("/hook"), SECRET, "");
        server.answers(
                200,
                "{\"code\":19021,\"msg\":\"sign match fail or timestamp is not within one hour from current time\"}");
        assertThat(failure(feishu)).hasMessageEndingWith("check secret, and this machine's clock");
        server.answers(200, "{\"code\":11232,\"msg\":\"frequency limited\"}");
        assertThat(failure(feishu).retryAfter()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void slackIsEscapedAndLimited() throws Exception {
        server.answers(200, "ok");
        send(new Channel.Slack(url("/services/T/B/X")), message("all", "U1"));
        Object block = at(server.only().body(), "blocks") instanceof List<?> list ? list.getFirst() : null;
        assertThat(String.valueOf(block))
                .contains("*Task*: report_a")
                .contains("&lt;!channel&gt; &lt;@everyone&gt; &amp; ")
                .contains("```line 1\nline 2```")
                .contains("<https://x/y|Details>")
                .contains("\n<!channel> <@U1>");
        server.answers(429, "rate_limited").retryAfter("30");
        SendException limited = failure(new Channel.Slack(url("/")));
        assertThat(limited.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(limited)
                .hasMessage("Slack answered HTTP 429: rate_limited. It is sent again; lower per_minute if this"
                        + " comes often");
        server.answers(404, "no_service").retryAfter("");
        assertThat(failure(new Channel.Slack(url("/")))).hasMessageEndingWith("Check the sender's url and secret");
    }

    @Test
    void aWebhookIsSignedAgainstForgeryAndReplay() throws Exception {
        server.answers(204, "");
        send(
                new Channel.Webhook(
                        url("/in"),
                        new Hidden(
                                "whsec_" + Base64.getEncoder().encodeToString("key".getBytes(StandardCharsets.UTF_8)))),
                message());
        Request request = server.only();
        assertThat(request.headers())
                .containsEntry("webhook-id", "id-1")
                .containsEntry("webhook-timestamp", "1795341600");
        assertThat(request.headers().get("webhook-signature"))
                .isEqualTo("v1," + mac("key", "id-1.1795341600." + request.body()));
        assertThat(at(request.body(), "total")).isEqualTo(1L);
        assertThat(at(request.body(), "title")).isEqualTo("report_a failed");
        try (ChatServer plain = new ChatServer().answers(200, "")) {
            send(new Channel.Webhook(new Hidden(plain.url("/")), new Hidden("text key")), message());
            Request signed = plain.only();
            assertThat(signed.headers().get("webhook-signature"))
                    .isEqualTo("v1," + mac("text key", "id-1.1795341600." + signed.body()));
        }
    }

    @Test
    void aServerThatHangsOrIsNotThereIsToldWithoutItsToken() {
        server.hangs();
        assertThat(failure(new Channel.Slack(url("/services/SEKRET"))))
                .hasMessageStartingWith("Slack at 127.0.0.1:")
                .hasMessageContaining("did not answer within 5 s")
                .hasMessageNotContaining("SEKRET");
        assertThat(failure(new Channel.Slack(new Hidden("http://127.0.0.1:1/SEKRET"))))
                .hasMessage("Slack at 127.0.0.1:1 takes no connection; is it up, and is a proxy needed"
                        + " (JAVA_OPTS=-Dhttps.proxyHost=…)?");
        assertThat(failure(new Channel.Slack(new Hidden("http://no-such-name.invalid/SEKRET"))))
                .hasMessageContaining("cannot be found; check the name in its url");
    }

    @Test
    void aGiantAnswerIsNotRead() {
        server.answers(200, "x".repeat(1_000_000));
        assertThatThrownBy(() -> send(new Channel.Slack(url("/")), message()))
                .isInstanceOf(SendException.class)
                .hasMessageContaining("broke off");
    }

    private Hidden url(String path) {
        return new Hidden(server.url(path));
    }

    private void send(Channel channel, Message message) throws SendException {
        try (Sender sender = senders.of(new SenderSettings("ops", channel, 20, Optional.empty(), List.of()))) {
            sender.send(message);
        }
    }

    private SendException failure(Channel channel) {
        return catchThrowableOfType(SendException.class, () -> send(channel, message()));
    }

    private static Message message(String... mentions) {
        return new Message(
                "id-1",
                Tone.TROUBLE,
                "report_a failed",
                List.of(
                        new Part.Field("Task", "report_a"),
                        new Part.Field("Error", EVIL),
                        new Part.Quote("line 1\nline 2"),
                        new Part.Link("Details", "https://x/y")),
                List.of(mentions),
                Map.of("total", 1));
    }

    private static @Nullable Object at(String json, String... path) {
        Object value = Json.read(json);
        for (String key : path) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    private static String mac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
