package dev.taskhost.app.command;

import dev.taskhost.app.host.Setup;
import dev.taskhost.app.text.TextTable;
import dev.taskhost.core.text.Nearest;
import dev.taskhost.notice.message.Composer;
import dev.taskhost.notice.message.Message;
import dev.taskhost.notice.sender.SendException;
import dev.taskhost.notice.sender.Sender;
import dev.taskhost.notice.sender.Senders;
import dev.taskhost.notice.settings.NoticeSettings;
import dev.taskhost.notice.settings.SenderSettings;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code taskhost notice test [SENDER]}: sends a message through the configured senders, and says what each answered. */
@Command(
        name = "test",
        header = "Send a test message through every sender, or through one.",
        synopsisHeading = "%nUsage: ",
        parameterListHeading = "%nParameters:%n",
        optionListHeading = "%nOptions:%n",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all took it", "1:one did not, or there is none", "2:the command line was wrong"})
@SuppressWarnings("NullAway.Init") // picocli fills the fields before call()
public final class NoticeTestCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "SENDER",
            arity = "0..1",
            description = "The name of a sender in common.toml. Default: all.")
    private @Nullable String name;

    @Mixin
    private CommonOptions common;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Setup setup = Setups.read(common);
        NoticeSettings settings = setup.configuration().common().notice();
        PrintWriter out = spec.commandLine().getOut();
        TextTable table = new TextTable(List.of("SENDER", "TYPE", "RESULT"));
        int failed = 0;
        try (Senders senders = new Senders(setup.clock())) {
            for (SenderSettings sender : wanted(settings)) {
                String failure = test(setup, settings, sender, senders.of(sender));
                failed += failure.isEmpty() ? 0 : 1;
                table.add(List.of(
                        sender.name(), sender.channel().type(), failure.isEmpty() ? "sent" : "failed: " + failure));
            }
        }
        table.lines().forEach(out::println);
        return failed == 0 ? 0 : 1;
    }

    private List<SenderSettings> wanted(NoticeSettings settings) {
        if (!settings.enabled()) {
            throw CommandException.wrong(
                    "No sender is configured: write a table [notice.senders.NAME] into common.toml,"
                            + " or an access_token into [ding]; see docs/notices.md.");
        }
        if (name == null) {
            return settings.senders();
        }
        List<String> names =
                settings.senders().stream().map(SenderSettings::name).toList();
        List<SenderSettings> wanted = settings.senders().stream()
                .filter(sender -> sender.name().equals(name))
                .toList();
        if (wanted.isEmpty()) {
            throw CommandException.wrong("There is no sender " + name + Nearest.hint(name, names) + "; there are "
                    + String.join(", ", names) + ".");
        }
        return wanted;
    }

    /** Answers why it failed; empty when it was taken. */
    private static String test(Setup setup, NoticeSettings settings, SenderSettings to, Sender sender) {
        Message message = new Composer(settings)
                .test(
                        UUID.randomUUID().toString(),
                        to.name(),
                        hostName(),
                        setup.clock().instant(),
                        to.at());
        try (sender) {
            sender.send(message);
            return "";
        } catch (SendException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost"; // only for people to read
        }
    }
}
