package dev.taskhost.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.store.StoreSettings.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void thePasswordIsNeverShown() {
        Server settings = new Server("h", 3306, "aps", "me", "s3cret");
        assertThat(settings.toString()).contains("me@h:3306/aps").doesNotContain("s3cret");
        Connecting connecting = Connecting.to(settings);
        assertThat(connecting.toString() + connecting.url()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, aps, jdbc:mysql://localhost:3306/aps, true",
        "::1, aps, jdbc:mysql://[::1]:3306/aps, true",
        "db.example, a?b, jdbc:mysql://db.example:3306/a%3Fb, false"
    })
    void addressesAreWrittenAsTheDriverWants(String host, String db, String url, String key) {
        Connecting connecting = Connecting.to(new Server(host, 3306, db, "me", "x"));
        assertThat(connecting.url()).isEqualTo(url);
        assertThat(connecting.login().getProperty("allowPublicKeyRetrieval")).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "10.11.6-MariaDB-0+deb12u1, MariaDB 10.11.6, 0",
        "11.4.5-MariaDB-log, MariaDB 11.4.5, 0",
        "10.5.1-MariaDB, MariaDB 10.5.1, 1",
        "8.4.0, MySQL 8.4.0, 0",
        "5.7.44-log, MySQL 5.7.44, 1",
        "odd, MySQL odd, 1"
    })
    void theServersVersionIsReadAndOldOnesAreNamed(String version, String shown, int warnings) {
        Product product = Product.parse(version);
        assertThat(product).hasToString(shown);
        assertThat(product.warnings()).hasSize(warnings);
    }
}
