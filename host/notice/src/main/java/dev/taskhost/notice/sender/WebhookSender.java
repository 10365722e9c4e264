package dev.taskhost.notice.sender;

import dev.taskhost.core.json.Json;
import dev.taskhost.notice.message.Message;
import dev.taskhost.notice.settings.Channel.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A program of one's own. Signed by the Standard Webhooks specification (standardwebhooks.com), for which most languages have a
 * library: {@code webhook-signature} is {@code v1,} and the HMAC-SHA256, in Base64, of {@code webhook-id.webhook-timestamp.body};
 * the timestamp is in seconds and lets the receiver refuse a replay, the id lets it recognise a repetition.
 */
final class WebhookSender implements Sender {
    private static final String ENCODED = "whsec_";

    private final Webhook settings;
    private final Post post;
    private final InstantSource clock;

    WebhookSender(Webhook settings, Post post, InstantSource clock) {
        this.settings = settings;
        this.post = post;
        this.clock = clock;
    }

    @Override
    public void send(Message message) throws SendException {
        Map<String, @Nullable Object> data = new LinkedHashMap<>(message.data());
        data.put("title", message.title());
        String body = Json.write(data);
        Map<String, String> headers = new LinkedHashMap<>();
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        headers.put("webhook-id", message.id());
        headers.put("webhook-timestamp", timestamp);
        if (!settings.secret().isEmpty()) {
            String signed = message.id() + "." + timestamp + "." + body;
            headers.put(
                    "webhook-signature",
                    "v1," + Hmac.base64(key(settings.secret().text()), signed));
        }
        post.post("the webhook", settings.url().text(), headers, body);
    }

    /** The specification writes a key in Base64 behind {@code whsec_}; any other text is the key itself. */
    private static byte[] key(String secret) {
        return secret.startsWith(ENCODED)
                ? Base64.getDecoder().decode(secret.substring(ENCODED.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }
}
