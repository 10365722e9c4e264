package dev.taskhost.pylib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.body.BodyResult;
import dev.taskhost.script.access.Access;
import dev.taskhost.script.network.NetworkList;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Restricted scripts have no socket to a database, but the host's pools. */
class RestrictedDatabaseTest {
    @Test
    void restrictedScriptsUseThePools(@TempDir Path home) throws Exception {
        try (DatabaseScripts scripts = new DatabaseScripts(
                home,
                1,
                scratch -> Access.restricted(scratch, NetworkList.NONE),
                "values.py",
                "coroutines.py",
                "redis_calls.py")) {
            assertThat(scripts.call("values.py:test_texts")).isInstanceOf(BodyResult.Returned.class);
            assertThat(scripts.call("coroutines.py:test_queries")).isInstanceOf(BodyResult.Returned.class);
            assertThat(scripts.call("redis_calls.py:test_calls")).isInstanceOf(BodyResult.Returned.class);
        }
    }
}
