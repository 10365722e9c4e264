package dev.taskhost.app.config;

import dev.taskhost.app.config.CommonSettings.Ding;
import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.core.text.Nearest;
import dev.taskhost.notice.settings.Channel;
import dev.taskhost.notice.settings.Hidden;
import dev.taskhost.notice.settings.Language;
import dev.taskhost.notice.settings.LinkTemplate;
import dev.taskhost.notice.settings.NoticeSettings;
import dev.taskhost.notice.settings.QuietHours;
import dev.taskhost.notice.settings.Route;
import dev.taskhost.notice.settings.SenderSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads {@code [notice]} of common.toml, and {@code [ding]} as the sender it was in the original. */
final class NoticeTable {
    private static final String QUIET = "hours like \"22:00-08:00\", or \"\" for none";
    private static final String DING_ADDRESS = "https://oapi.dingtalk.com";
    private static final String DING = "ding";
    private static final int DING_PER_MINUTE = 20;

    private final Table table;
    private final ZoneId zone;
    private final Optional<QuietHours> quiet;

    private NoticeTable(Table table, ZoneId zone) {
        this.table = table;
        this.zone = zone;
        this.quiet = quiet(table, Optional.empty());
    }

    /** Reads the table; what is wrong is noted as its problem. */
    static NoticeSettings read(Table table, Ding ding, ZoneId zone) {
        return new NoticeTable(table, zone).read(ding);
    }

    private NoticeSettings read(Ding ding) {
        List<SenderSettings> senders = new ArrayList<>();
        original(ding).ifPresent(senders::add);
        table.table("senders")
                .tables("notice.senders.ops")
                .forEach((name, sender) -> senders.add(new SenderTable(sender, quiet).read(name)));
        Set<String> names = senders.stream().map(SenderSettings::name).collect(Collectors.toSet());
        if (names.size() < senders.size()) {
            table.problem(
                    "senders.ding has the name of the sender that [ding] access_token makes; give one another name");
        }
        List<Route> routes = new ArrayList<>();
        table.table("routes").tables("notice.routes.nightly").forEach((name, route) -> {
            if (names.contains(name)) {
                route.wholeProblem("has the name of a sender, so extra.alert could mean either; give it another name");
            }
            routes.add(route(name, route, names));
        });
        List<String> defaults = senders(table, "default", names);
        NoticeSettings settings = new NoticeSettings(
                table.choice("language", Language.EN, languages()),
                zone,
                link(),
                table.seconds("repeat_seconds", seconds(NoticeSettings.REPEAT), "60", "31536000"),
                table.seconds("recover_seconds", "0", "0", "86400"),
                table.number("digest_count", NoticeSettings.DIGEST_COUNT, 1, 1_000),
                table.seconds("digest_seconds", seconds(NoticeSettings.DIGEST_WINDOW), "1", "3600"),
                table.seconds("give_up_seconds", seconds(NoticeSettings.GIVE_UP), "60", "2592000"),
                table.seconds("late_seconds", seconds(NoticeSettings.LATE_AFTER), "10", "31536000"),
                senders,
                routes,
                table.has("default") ? defaults : List.copyOf(names));
        table.refuseOthers("");
        return settings;
    }

    /** The original sends plain text that begins with a word which its robot may be told to insist on. */
    private Optional<SenderSettings> original(Ding ding) {
        if (ding.accessToken().isEmpty()) {
            return Optional.empty();
        }
        Secret address = ding.addresses().getOrDefault(DING, Secret.of(DING_ADDRESS));
        Hidden url = new Hidden(address.reveal().replaceAll("/+$", "") + "/robot/send?access_token="
                + URLEncoder.encode(ding.accessToken().reveal(), StandardCharsets.UTF_8));
        Channel channel = new Channel.DingTalk(url, new Hidden(ding.secret().reveal()), "ALARM: ", true);
        return Optional.of(new SenderSettings(DING, channel, DING_PER_MINUTE, quiet, List.of()));
    }

    private Route route(String name, Table route, Set<String> senderNames) {
        List<String> tasks = route.texts("tasks");
        Route read = new Route(
                name,
                route.has("tasks") ? tasks : List.of("*"),
                events(route),
                senders(route, "senders", senderNames),
                route.texts("at"),
                route.yesNo("urgent", false));
        if (!route.has("senders")) {
            route.problem("senders is missing; write for example senders = [\"ops\"]");
        }
        route.refuseOthers("");
        return read;
    }

    private static Set<NoticeEvent> events(Table route) {
        List<String> words = route.texts("events");
        if (!route.has("events")) {
            return EnumSet.allOf(NoticeEvent.class);
        }
        Set<NoticeEvent> events = EnumSet.noneOf(NoticeEvent.class);
        for (String word : words) {
            Optional<NoticeEvent> event = NoticeEvent.of(word).filter(NoticeEvent::told);
            event.ifPresentOrElse(
                    events::add,
                    () -> route.problem("events has \"" + word + "\", which is no event"
                            + Nearest.hint(word, NoticeEvent.words()) + "; there are "
                            + String.join(", ", NoticeEvent.words())));
        }
        return events;
    }

    private static List<String> senders(Table table, String key, Set<String> known) {
        List<String> names = table.texts(key);
        for (String name : names) {
            if (!known.contains(name)) {
                table.problem(key + " names \"" + name + "\", which is no sender" + Nearest.hint(name, known)
                        + "; a sender is a table [notice.senders." + name + "]");
            }
        }
        return names.stream().filter(known::contains).distinct().toList();
    }

    private LinkTemplate link() {
        LinkTemplate link = new LinkTemplate(table.text(
                "link",
                "",
                "an http or https address, like https://example.com/{task_key}/{execution_id}",
                text -> text.isEmpty() || text.matches("https?://\\S+")));
        link.unknownName()
                .ifPresent(name -> table.problem("link has {" + name + "}, which is not known"
                        + Nearest.hint(name, LinkTemplate.NAMES) + "; there are "
                        + String.join(", ", LinkTemplate.NAMES)));
        return link;
    }

    /** Of this table, else what counts for all. */
    static Optional<QuietHours> quiet(Table table, Optional<QuietHours> otherwise) {
        return table.has("quiet")
                ? table.read(
                                "quiet",
                                QUIET,
                                value -> value.text()
                                        .filter(text -> text.isBlank()
                                                || QuietHours.parse(text).isPresent()))
                        .flatMap(QuietHours::parse)
                : otherwise;
    }

    private static Map<String, Language> languages() {
        Map<String, Language> words = new LinkedHashMap<>();
        words.put("en", Language.EN);
        words.put("zh", Language.ZH);
        return words;
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
