package dev.taskhost.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of walls, as a host reads them, hold for the scripts of a whole process. */
class RestrictedRunTest {
    @TempDir
    Path home;

    @Test
    void aScriptReachesWhatIsListedAndNothingElse() throws Exception {
        Site site = Site.make(home);
        site.write("secret.txt", "hidden");
        site.write("scripts/data.txt", "given");
        site.write("scripts/walled.py", """
                import os, socket
                import java

                def attempt(action, *args):
                    try:
                        return str(action(*args))
                    except Exception as e:
                        return type(e).__name__

                def read(path):
                    with open(path) as file:
                        return file.read()

                def connect(port):
                    with socket.create_connection(("127.0.0.1", int(port)), 5):
                        return "connected"

                def walled(task_key, secret, listed, other, **kwargs):
                    with open("note.txt", "w") as file:
                        file.write("kept")
                    return [
                        attempt(read, os.path.join(os.path.dirname(__file__), "data.txt")),
                        attempt(read, secret),
                        attempt(read, "/scratch/note.txt"),
                        attempt(os.system, "true"),
                        attempt(connect, listed),
                        attempt(connect, other),
                        attempt(java.type, "java.math.BigDecimal"),
                        attempt(java.type, "java.lang.Runtime"),
                    ]
                """);
        try (ServerSocket listed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            site.write(
                    "conf/local/common.toml",
                    "[scripts]\naccess = 'restricted'\nnetwork = ['127.0.0.1:%d']\nhost_classes = ['java.math.BigDecimal']\n"
                            .formatted(listed.getLocalPort()));
            try (HostProcess call = site.command(
                    "call",
                    "walled.py:walled",
                    home.resolve("secret.txt").toString(),
                    "" + listed.getLocalPort(),
                    "" + other.getLocalPort())) {
                assertThat(call.exitCode()).as(String.join("\n", call.seen())).isZero();
                assertThat(String.join("\n", call.seen()))
                        .contains("[\"given\", \"PermissionError\", \"kept\", \"-1\","
                                + " \"connected\", \"PermissionError\", \"java.math.BigDecimal\", \"KeyError\"]");
            }
        }
        assertThat(home.resolve("data/scratch")).isNotEmptyDirectory();
    }
}
