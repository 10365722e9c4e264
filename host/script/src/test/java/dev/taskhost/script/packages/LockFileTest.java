package dev.taskhost.script.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LockFileTest {
    private static String item(String name, String archive) {
        return "{\"metadata\": {\"name\": \"" + name + "\", \"version\": \"1.2\"}, \"download_info\": {" + archive
                + "}}";
    }

    private static final String HASHED = "\"archive_info\": {\"hashes\": {\"sha256\": \"abc\"}}";

    @Test
    void itNamesVersionsHashesAndWhatItWasMadeFrom() throws Exception {
        LockFile lock = LockFile.of(
                "b\na\n", "{\"install\": [" + item("Some_Pkg.x", HASHED) + "," + item("alpha", HASHED) + "]}");
        assertThat(lock.text()).contains("alpha==1.2 \\\n    --hash=sha256:abc\nsome-pkg-x==1.2 \\\n");
        assertThat(lock.pins())
                .containsExactly(java.util.Map.entry("alpha", "1.2"), java.util.Map.entry("some-pkg-x", "1.2"));
        assertThat(lock.constraints()).isEqualTo("alpha==1.2\nsome-pkg-x==1.2\n");
        assertThat(lock.isFor("b\na\n")).isTrue();
        assertThat(lock.isFor("b\n")).isFalse();
        assertThat(new LockFile("alpha==1\n").isFor("b\n"))
                .as("one written by hand")
                .isFalse();
    }

    @Test
    void whatHasNoHashCannotBeLocked() {
        assertThatThrownBy(() -> LockFile.of("", "{\"install\": [" + item("alpha", "\"dir_info\": {}") + "]}"))
                .hasMessageContaining("alpha is not installed from a wheel file");
    }
}
