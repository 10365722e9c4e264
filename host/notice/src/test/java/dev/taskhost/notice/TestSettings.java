package dev.taskhost.notice;

import dev.taskhost.notice.settings.Channel;
import dev.taskhost.notice.settings.Hidden;
import dev.taskhost.notice.settings.Language;
import dev.taskhost.notice.settings.LinkTemplate;
import dev.taskhost.notice.settings.NoticeSettings;
import dev.taskhost.notice.settings.QuietHours;
import dev.taskhost.notice.settings.Route;
import dev.taskhost.notice.settings.SenderSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Settings for tests: the defaults, in Shanghai. */
public final class TestSettings {
    private TestSettings() {}

    /** Nobody to tell, in a language. */
    public static NoticeSettings in(Language language, LinkTemplate link) {
        return settings(language, link, Duration.ZERO, List.of(), List.of(), List.of());
    }

    /** These senders; all that no route is for goes to the defaults. */
    public static NoticeSettings with(List<SenderSettings> senders, List<Route> routes, List<String> defaults) {
        return settings(Language.EN, LinkTemplate.NONE, Duration.ZERO, senders, routes, defaults);
    }

    /** One sender, and recoveries that are told when there was no trouble for so long. */
    public static NoticeSettings recoveringAfter(Duration recoverAfter, SenderSettings sender) {
        return settings(
                Language.EN, LinkTemplate.NONE, recoverAfter, List.of(sender), List.of(), List.of(sender.name()));
    }

    /** A sender that a test makes itself. */
    public static SenderSettings sender(String name, int perMinute, String quiet, String... at) {
        return new SenderSettings(
                name,
                new Channel.Webhook(new Hidden("http://127.0.0.1:1/"), Hidden.NONE),
                perMinute,
                quiet.isEmpty() ? Optional.empty() : QuietHours.parse(quiet),
                List.of(at));
    }

    private static NoticeSettings settings(
            Language language,
            LinkTemplate link,
            Duration recoverAfter,
            List<SenderSettings> senders,
            List<Route> routes,
            List<String> defaults) {
        return new NoticeSettings(
                language,
                ZoneId.of("Asia/Shanghai"),
                link,
                NoticeSettings.REPEAT,
                recoverAfter,
                NoticeSettings.DIGEST_COUNT,
                NoticeSettings.DIGEST_WINDOW,
                NoticeSettings.GIVE_UP,
                NoticeSettings.LATE_AFTER,
                senders,
                routes,
                defaults);
    }
}
