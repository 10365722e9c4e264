package dev.taskhost.notice.settings;

import java.util.List;
import java.util.Optional;

/**
 * One sender. Immutable.
 *
 * @param name its name in the configuration
 * @param perMinute most messages in a minute, at least 1
 * @param quiet its quiet hours
 * @param at who is mentioned in each message, in the provider's own terms
 */
public record SenderSettings(String name, Channel channel, int perMinute, Optional<QuietHours> quiet, List<String> at) {
    public SenderSettings {
        at = List.copyOf(at);
    }
}
