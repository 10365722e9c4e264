package dev.taskhost.notice.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.taskhost.notice.message.Message;
import dev.taskhost.notice.message.Part;
import dev.taskhost.notice.message.Tone;
import dev.taskhost.notice.settings.Channel.Smtp;
import dev.taskhost.notice.settings.Channel.Tls;
import dev.taskhost.notice.settings.Hidden;
import dev.taskhost.testkit.SettableClock;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Mail, to a real mail server on loopback. */
class MailSenderTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aMailArrivesWithItsWords() throws Exception {
        server.start();
        sender(Tls.NONE, "", "").send(message());
        MimeMessage mail = server.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("夜间报表 failed");
        assertThat(mail.getFrom()[0]).hasToString("taskhost@example.com");
        assertThat(mail.getAllRecipients())
                .extracting(Object::toString)
                .containsExactly("a@example.com", "b@example.com");
        assertThat(mail.getContent()).asString().contains("夜间报表 failed").contains("ValueError: 零\r\n  at 😀");
        assertThat(mail.getSentDate()).isEqualTo(Date.from(NOW));
        assertThat(mail.getHeader("X-Taskhost-Notice")).containsExactly("id-1");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    }

    @Test
    void aLoginThatIsRefusedIsTold() throws Exception {
        server.start();
        server.setUser("taskhost@example.com", "taskhost", "right");
        sender(Tls.NONE, "taskhost", "right").send(message());
        assertThat(server.getReceivedMessages()).hasSize(2); // one for each recipient
        SendException refused = failure(sender(Tls.NONE, "taskhost", "wrong"));
        assertThat(refused).hasMessageContaining("refuses user and password").hasMessageNotContaining("wrong");
    }

    @Test
    void aServerWithoutTlsIsNotTalkedToInTheOpen() {
        server.start();
        assertThat(failure(sender(Tls.STARTTLS, "", "")))
                .hasMessageContaining("did not take it: STARTTLS is required")
                .hasMessageContaining("587: starttls");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsTold() {
        Smtp away = new Smtp("127.0.0.1", 1, Tls.NONE, "", Hidden.NONE, "a@example.com", List.of("b@example.com"));
        assertThat(failure(new MailSender(away, new SettableClock(NOW))))
                .hasMessageStartingWith("the mail server 127.0.0.1:1 did not take it: ");
    }

    private MailSender sender(Tls tls, String user, String password) {
        Smtp settings = new Smtp(
                "127.0.0.1",
                server.getSmtp().getPort(),
                tls,
                user,
                new Hidden(password),
                "taskhost@example.com",
                List.of("a@example.com", "b@example.com"));
        return new MailSender(settings, new SettableClock(NOW));
    }

    private static SendException failure(MailSender sender) {
        return catchThrowableOfType(SendException.class, () -> sender.send(message()));
    }

    private static Message message() {
        return new Message(
                "id-1",
                Tone.TROUBLE,
                "夜间报表 failed",
                List.of(new Part.Quote("ValueError: 零\n  at 😀")),
                List.of(),
                Map.of());
    }
}
