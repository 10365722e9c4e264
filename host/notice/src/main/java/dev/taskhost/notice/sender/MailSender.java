package dev.taskhost.notice.sender;

import dev.taskhost.notice.message.Layout;
import dev.taskhost.notice.message.Message;
import dev.taskhost.notice.message.PlainText;
import dev.taskhost.notice.message.Texts;
import dev.taskhost.notice.settings.Channel.Smtp;
import dev.taskhost.notice.settings.Channel.Tls;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;

/** Mail over SMTP, with Jakarta Mail. A connection for each message; every wait ends after 5 s. */
final class MailSender implements Sender {
    private static final String TIMEOUT_MILLIS = "5000";
    private static final int MOST_BYTES = 100_000;
    private static final int MOST_SUBJECT = 200;

    private final Smtp settings;
    private final InstantSource clock;
    private final Session session;
    private final String protocol;

    MailSender(Smtp settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.protocol = settings.tls() == Tls.TLS ? "smtps" : "smtp";
        this.session = Session.getInstance(properties());
    }

    private Properties properties() {
        Properties properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.put(prefix + "connectiontimeout", TIMEOUT_MILLIS);
        properties.put(prefix + "timeout", TIMEOUT_MILLIS);
        properties.put(prefix + "writetimeout", TIMEOUT_MILLIS);
        properties.put(prefix + "auth", Boolean.toString(!settings.user().isEmpty()));
        properties.put(prefix + "starttls.enable", Boolean.toString(settings.tls() == Tls.STARTTLS));
        properties.put(prefix + "starttls.required", Boolean.toString(settings.tls() == Tls.STARTTLS));
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put("mail.mime.charset", "UTF-8");
        return properties;
    }

    @Override
    public void send(Message message) throws SendException {
        String place = settings.host() + ":" + settings.port();
        try (Transport transport = session.getTransport(protocol)) {
            MimeMessage mail = mail(message);
            transport.connect(
                    settings.host(),
                    settings.port(),
                    settings.user().isEmpty() ? null : settings.user(),
                    settings.user().isEmpty() ? null : settings.password().text());
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (AuthenticationFailedException e) {
            throw new SendException(
                    "the mail server " + place + " refuses user and password: " + said(e) + ". Many providers want a"
                            + " password made for programs instead of the account's own",
                    e);
        } catch (MessagingException e) {
            throw new SendException(
                    "the mail server " + place + " did not take it: " + said(e)
                            + ". Check host, port and tls (465: tls, 587: starttls)",
                    e);
        }
    }

    private MimeMessage mail(Message message) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(settings.from()));
        for (String to : settings.to()) {
            mail.addRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(to));
        }
        mail.setSubject(Texts.clip(Texts.line(message.title()), MOST_SUBJECT), StandardCharsets.UTF_8.name());
        mail.setText(Layout.fit(message, new PlainText(), MOST_BYTES), StandardCharsets.UTF_8.name());
        mail.setHeader("X-Taskhost-Notice", message.id());
        mail.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's holiday answers
        mail.setSentDate(Date.from(clock.instant()));
        return mail;
    }

    /** What the server said stands in the innermost exception. */
    private static String said(MessagingException e) {
        Exception inner = e;
        while (inner instanceof MessagingException outer && outer.getNextException() != null) {
            inner = outer.getNextException();
        }
        String text = inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
        return Texts.clip(Texts.line(text), MOST_SUBJECT);
    }
}
