package dev.taskhost.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real host, a real failing task, and a server that stands in for DingTalk. */
class NoticeRunTest {
    @TempDir
    Path home;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private volatile String answer = "{\"errcode\":0,\"errmsg\":\"ok\"}";
    private @Nullable HttpServer ding;

    @BeforeEach
    void listen() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/robot/send", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                told.add(exchange.getRequestURI().getQuery() + " " + body);
                byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        ding = server;
    }

    @AfterEach
    void stop() {
        if (ding != null) {
            ding.stop(0);
        }
    }

    @Test
    void aFailingTaskIsToldOnceAndSoIsItsRecovery() throws Exception {
        Site site = site();
        site.write("scripts/moody.js", "export function moody() { throw new Error('no rows today'); }\n");
        sql(site, "DELETE FROM task; " + Site.insert("moody", "moody", "interval", "1"));
        try (HostProcess host = site.run()) {
            host.await("moody fail");
            assertThat(next())
                    .startsWith("access_token=tok")
                    .contains("\"content\":\"ALARM: moody 执行失败\\n任务: moody\\n")
                    .contains("Error: no rows today")
                    .contains("https://logs.example.com/moody/");
            try (HostProcess list = site.command("notice", "list")) {
                assertThat(list.exitCode()).isZero();
                assertThat(list.seen()).anyMatch(line -> line.matches("moody +failed .* ding"));
            }
            host.await("moody fail");
            host.await("moody fail");
            site.write("scripts/moody.js", "export function moody() { return 1; }\n");
            site.write("scripts/sayer.js", """
                    import { notice } from 'taskhost';
                    export const sayer = () => notice('零 rows', { title: 'Orders', to: 'ding' });
                    """);
            host.await("moody success");
            assertThat(next()).contains("ALARM: moody 已恢复\\n").contains("此前: 执行失败");
            sql(site, Site.insert("sayer", "sayer", "date", "now"));
            host.await("sayer success");
            assertThat(next())
                    .contains("\"content\":\"ALARM: Orders\\n")
                    .contains("零 rows\\n任务: sayer\\n")
                    .contains("https://logs.example.com/sayer/");
            host.terminate();
            assertThat(host.exitCode()).isZero();
        }
        assertThat(told).isEmpty();
        try (HostProcess list = site.command("notice", "list")) {
            assertThat(list.exitCode()).isZero();
            assertThat(list.seen()).containsExactly("No alarm is open, and no notice waits.");
        }
    }

    @Test
    void theSendersAreTested() throws Exception {
        Site site = site();
        try (HostProcess test = site.command("notice", "test")) {
            assertThat(test.exitCode()).isZero();
            assertThat(test.seen()).anyMatch(line -> line.matches("ding +dingtalk +sent"));
        }
        assertThat(next()).contains("ALARM: taskhost 通知测试");
        answer = "{\"errcode\":310000,\"errmsg\":\"keywords not in content\"}";
        try (HostProcess test = site.command("notice", "test", "ding")) {
            assertThat(test.exitCode()).isEqualTo(1);
            assertThat(test.seen()).anyMatch(line -> line.contains("errcode 310000, keywords not in content"));
        }
        try (HostProcess test = site.command("notice", "test", "dong")) {
            assertThat(test.exitCode()).isEqualTo(1);
            assertThat(test.seen()).containsExactly("There is no sender dong; did you mean ding?; there are ding.");
        }
        sql(site, "DELETE FROM task; " + Site.insert("t", "tick", "interval", "1"));
        sql(site, "UPDATE task SET extra = '{\"alert\": \"dimg\"}'");
        try (HostProcess check = site.command("check")) {
            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", check.seen()))
                    .contains("extra.alert names dimg")
                    .contains("did you mean ding?");
        }
    }

    private Site site() throws IOException {
        Site site = Site.make(home);
        int port = ding == null ? 0 : ding.getAddress().getPort();
        site.write("conf/local/common.toml", """
                [ding]
                ding = "http://127.0.0.1:%d"
                access_token = "tok"
                [notice]
                language = "zh"
                link = "https://logs.example.com/{task_key}/{execution_id}"
                """.formatted(port));
        return site;
    }

    private String next() throws InterruptedException {
        String text = told.poll(30, TimeUnit.SECONDS);
        if (text == null) {
            throw new AssertionError("nothing was told");
        }
        return text;
    }

    private static void sql(Site site, String statements) throws InterruptedException {
        try (HostProcess sql = site.command("sql", "-e", statements)) {
            int code = sql.exitCode();
            assertThat(code).as(String.join("\n", sql.seen())).isZero();
        }
    }
}
