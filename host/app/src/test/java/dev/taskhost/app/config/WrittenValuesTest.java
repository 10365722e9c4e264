package dev.taskhost.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts read of the configuration. */
class WrittenValuesTest {
    @TempDir
    Path home;

    private WrittenValues written() {
        return new ConfFolder(home)
                .file("common", """
                        [ding]
                        ding = "https://ding.example/send?access_token=t0ken"
                        access_token = "${TOKEN}"
                        [notice.senders.ops]
                        type = "slack"
                        url = "https://hooks.example.com/services/t0ken"
                        [custom]
                        day = 2026-03-01T02:30:00Z
                        list = ["${TOKEN}", "b"]
                        [custom.inner]
                        api_secret = "s3cret"
                        size = 3
                        """)
                .file("mysql", "[default]\nhost = \"db\"\ndb = \"d\"\nuser = \"u\"\npassword = \"p${TOKEN}\"\n")
                .variable("TOKEN", "filled")
                .load()
                .written();
    }

    @Test
    void theyAreWhatTheFilesSayWithVariablesFilledIn() {
        Map<String, Object> all = written().reveal();
        assertThat(all.keySet()).containsExactly("common", "logger", "mysql", "redis");
        assertThat(all.get("mysql"))
                .isEqualTo(Map.of("default", Map.of("host", "db", "db", "d", "user", "u", "password", "pfilled")));
        assertThat(all.get("common"))
                .isEqualTo(Map.of(
                        "ding",
                        Map.of("ding", "https://ding.example/send?access_token=t0ken", "access_token", "filled"),
                        "notice",
                        Map.of(
                                "senders",
                                Map.of(
                                        "ops",
                                        Map.of("type", "slack", "url", "https://hooks.example.com/services/t0ken"))),
                        "custom",
                        Map.of(
                                "day",
                                "2026-03-01T02:30:00Z",
                                "list",
                                List.of("filled", "b"),
                                "inner",
                                Map.of("api_secret", "s3cret", "size", 3L))));
        assertThat(written().toString()).doesNotContain("filled", "s3cret");
    }

    @Test
    void secretsAreLeftOutForThoseWhoMayNotKnowThem() {
        assertThat(written().withoutSecrets().toString())
                .doesNotContain("pfilled", "s3cret", "t0ken", "access_token")
                .contains("https://ding.example/send", "host=db", "size=3");
    }
}
