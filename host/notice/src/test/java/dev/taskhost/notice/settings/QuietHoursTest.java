package dev.taskhost.notice.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours in which what is not urgent waits. */
class QuietHoursTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @ParameterizedTest
    @CsvSource({
        "22:00-08:00, 2026-11-22T22:00+08:00, 2026-11-23T08:00+08:00",
        "22:00-08:00, 2026-11-23T03:00+08:00, 2026-11-23T08:00+08:00",
        "22:00-08:00, 2026-11-23T07:59:59+08:00, 2026-11-23T08:00+08:00",
        "22:00-08:00, 2026-11-23T08:00+08:00,",
        "22:00-08:00, 2026-11-23T21:59:59+08:00,",
        "9:30-12:00, 2026-11-23T10:00+08:00, 2026-11-23T12:00+08:00",
        "9:30-12:00, 2026-11-23T09:29+08:00,"
    })
    void endAfter(String hours, String now, @Nullable String end) {
        QuietHours quiet = QuietHours.parse(hours).orElseThrow();
        assertThat(quiet.endAfter(OffsetDateTime.parse(now).toInstant(), SHANGHAI)
                        .map(Instant::toString)
                        .orElse(null))
                .isEqualTo(
                        end == null
                                ? null
                                : OffsetDateTime.parse(end).toInstant().toString());
    }

    @Test
    void onTheNightTheClocksChangeTheyEndByTheWallClock() {
        QuietHours quiet = QuietHours.parse("22:00-08:00").orElseThrow();
        Instant evening = Instant.parse("2026-10-24T21:00:00Z"); // 23:00 in Berlin, summer time
        assertThat(quiet.endAfter(evening, ZoneId.of("Europe/Berlin"))).contains(Instant.parse("2026-10-25T07:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "22-8", "22:00", "25:00-08:00", "22:00-22:00", "22:00 to 08:00"})
    void whatIsNoTimeIsRefused(String written) {
        assertThat(QuietHours.parse(written)).isEmpty();
    }
}
