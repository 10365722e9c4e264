package dev.taskhost.notice.sender;

import dev.taskhost.core.json.BadJsonException;
import dev.taskhost.core.json.Json;
import dev.taskhost.notice.message.Texts;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges the answers of chats that say HTTP 200 to everything and put the truth into a number of their JSON.
 *
 * @param who the provider, for messages
 * @param code the key of the number, 0 for success
 * @param text the key of its explanation
 * @param tooFast numbers that mean: too many messages
 * @param advice what to do about a number
 */
record JsonAnswer(String who, String code, String text, Set<Long> tooFast, Map<Long, String> advice) {
    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final int MOST_TEXT = 300;

    void judge(Post.Answer answer) throws SendException {
        Map<String, @Nullable Object> object;
        try {
            object = Json.readObject(answer.body());
        } catch (BadJsonException e) {
            throw new SendException(
                    who + " answered no JSON: " + answer.shown() + ". Is the sender's url the one that " + who
                            + " shows?",
                    e);
        }
        if (!(object.get(code) instanceof Long number)) {
            throw new SendException(who + " answered without " + code + ": " + answer.shown()
                    + ". Is the sender's url the one that " + who + " shows?");
        }
        if (number == 0) {
            return;
        }
        String said = object.get(text) instanceof String explanation ? Texts.clip(explanation, MOST_TEXT) : "";
        String todo = advice.getOrDefault(number, "");
        throw new SendException(
                who + " refused it: " + code + " " + number + ", " + said + (todo.isEmpty() ? "" : ". " + todo),
                tooFast.contains(number) ? A_MINUTE : null);
    }
}
