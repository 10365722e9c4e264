package dev.taskhost.notice.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.notice.TestSettings;
import dev.taskhost.notice.settings.Route;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told of what. */
class RoutesTest {
    private static final Set<NoticeEvent> ALL = EnumSet.allOf(NoticeEvent.class);

    private final Routes routes = new Routes(TestSettings.with(
            List.of(TestSettings.sender("ops", 20, "", "138"), TestSettings.sender("mail", 20, "")),
            List.of(
                    new Route("reports", List.of("report_*", "sum?"), ALL, List.of("mail"), List.of("139"), false),
                    new Route(
                            "deaths",
                            List.of("*_x"),
                            EnumSet.of(NoticeEvent.LOST),
                            List.of("ops", "mail"),
                            List.of(),
                            true)),
            List.of("ops")));

    @Test
    void aTaskGoesByThePatternsElseToTheDefaults() {
        assertThat(of("report_a", "{}")).containsExactly("mail[139]");
        assertThat(of("sum1", "")).containsExactly("mail[139]");
        assertThat(of("sum12", "{}")).containsExactly("ops[138]");
        assertThat(of("report_x", "{}")).containsExactly("mail[139]");
        assertThat(of("other_x", "{}"))
                .as("a route is for it, but not for this")
                .isEmpty();
    }

    @Test
    void severalRoutesMakeOneNoticeForEachSender() {
        assertThat(routes.of("report_x", "{}", NoticeEvent.LOST))
                .containsExactly(
                        new Destination("mail", List.of("139"), true), new Destination("ops", List.of("138"), true));
    }

    @Test
    void whatABodyWantsToldGoesByTheRoutesUnlessItNamesSomebody() {
        assertThat(messages("report_a", "{}")).containsExactly("mail[139]");
        assertThat(messages("a", "{}")).containsExactly("ops[138]");
        assertThat(messages("other_x", "{}")).as("that route's events lack it").isEmpty();
        assertThat(messages("a", "{\"alert\":\"off\"}")).isEmpty();
        assertThat(messages("a", "{\"alert\":{\"events\":[\"failed\"]}}")).isEmpty();
        assertThat(messages("a", "{\"alert\":{\"events\":[\"message\"],\"at\":\"137\"}}"))
                .containsExactly("ops[138, 137]");
        assertThat(messages("a", "{\"alert\":\"off\"}", "mail")).containsExactly("mail[]");
        assertThat(routes.ofMessage("a", "{}", List.of("deaths")))
                .as("a route that is named carries it whatever its events")
                .containsExactly(
                        new Destination("ops", List.of("138"), true), new Destination("mail", List.of(), true));
        assertThat(messages("a", "{}", "mail", "reports")).containsExactly("mail[139]");
    }

    private List<String> messages(String key, String extra, String... to) {
        return routes.ofMessage(key, extra, List.of(to)).stream()
                .map(each -> each.sender() + each.at())
                .toList();
    }

    @Test
    void aRowHasItsOwnWord() {
        assertThat(of("report_a", "{\"alert\":\"off\"}")).isEmpty();
        assertThat(of("report_a", "{\"alert\":false}")).isEmpty();
        assertThat(of("report_a", "{\"alert\":true}")).containsExactly("mail[139]");
        assertThat(of("report_a", "{\"alert\":\"ops\"}")).containsExactly("ops[138]");
        assertThat(of("a", "{\"alert\":[\"ops\",\"reports\"]}")).containsExactly("ops[138]", "mail[139]");
        assertThat(of("a", "{\"alert\":{\"to\":\"reports\",\"at\":[\"137\",\"139\"]}}"))
                .containsExactly("mail[139, 137]");
        assertThat(of("a", "{\"alert\":{\"at\":\"137\"}}")).containsExactly("ops[138, 137]");
        assertThat(of("a", "{\"alert\":{\"events\":[\"lost\"]}}")).isEmpty();
    }

    @Test
    void whatIsWrongIsToldAndCountsAsNotWritten() {
        assertThat(of("a", "{\"alert\":\"oops\"}")).containsExactly("ops[138]");
        assertThat(routes.problems("{\"alert\":\"reprots\"}"))
                .containsExactly(
                        "extra.alert names reprots, which is no route and no sender of common.toml; did you mean"
                                + " reports?; there are reports, deaths, ops, mail");
        assertThat(routes.problems("{\"alert\":7}"))
                .singleElement()
                .asString()
                .startsWith("extra.alert is 7; write \"off\"");
        assertThat(routes.problems("{\"alert\":{\"too\":\"ops\",\"events\":[\"fail\"]}}"))
                .hasSize(2)
                .anyMatch(p -> p.startsWith("extra.alert.too is not known"))
                .anyMatch(p -> p.startsWith("extra.alert.events has \"fail\"; there are failed, timeout"));
        assertThat(routes.problems("{\"alert\":[\"ops\"]}")).isEmpty();
        assertThat(routes.problems("no json")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 3600",
                "{\"delay\":60} | 60",
                "{\"delay\":\"soon\"} | 3600",
                "{\"delay\":0} | 3600",
                "[] | 3600"
            })
    void delayIsTheOriginals(String extra, long seconds) {
        assertThat(routes.delay(extra)).isEqualTo(Duration.ofSeconds(seconds));
    }

    private List<String> of(String key, String extra) {
        return routes.of(key, extra, NoticeEvent.FAILED).stream()
                .map(to -> to.sender() + to.at())
                .toList();
    }
}
