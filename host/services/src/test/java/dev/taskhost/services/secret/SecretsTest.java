package dev.taskhost.services.secret;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.core.text.Masking;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may have which secret, and what it is when its file changes. */
class SecretsTest {
    private static final Borrower BILLING = new Borrower("billing.daily", 7, "t7");
    private static final Borrower SHOP = new Borrower("shop.daily", 8, "t8");

    @TempDir
    Path folder;

    private final Masking masking = new Masking();
    private Map<String, TaskSecret> known = Map.of();

    @BeforeEach
    void secrets() throws IOException {
        Path file = Files.writeString(folder.resolve("bank"), "first value\n");
        known = Map.of(
                "api", new TaskSecret(new SecretValue.Fixed("a \"quoted\" one"), Optional.empty()),
                "bank",
                        new TaskSecret(
                                new SecretValue.InFile(new SecretFile(file)),
                                Optional.of(List.of("billing.*", "pay?"))));
    }

    private String ask(boolean restricted, Borrower who, String name) throws Exception {
        return new Secrets(known, restricted, masking).ask(who, List.of(name)).get(10, SECONDS);
    }

    private void refused(boolean restricted, Borrower who, String name, int code, String message) {
        assertThatThrownBy(() -> ask(restricted, who, name))
                .asInstanceOf(type(ServiceException.class))
                .satisfies(e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(e -> assertThat(e).hasMessage(message));
    }

    @Test
    void aSecretIsGivenToWhomeverItIsFor() throws Exception {
        assertThat(ask(false, SHOP, "api")).isEqualTo("\"a \\\"quoted\\\" one\"");
        assertThat(ask(false, BILLING, "bank")).isEqualTo("\"first value\"");
        assertThat(ask(true, BILLING, "bank")).isEqualTo("\"first value\"");
        assertThat(ask(true, new Borrower("pay1", 0, "t0"), "bank")).isEqualTo("\"first value\"");
    }

    @Test
    void aChangedFileIsReadAnewAndBothStayMasked() throws Exception {
        ask(false, BILLING, "bank");
        Path next = Files.writeString(folder.resolve("next"), "second value");
        Files.move(next, folder.resolve("bank"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(ask(false, BILLING, "bank")).isEqualTo("\"second value\"");
        assertThat(masking.mask("first value, second value")).isEqualTo("***, ***");
    }

    @Test
    void whatIsNotGivenSaysWhy() throws Exception {
        refused(
                false,
                SHOP,
                "bnak",
                ServiceException.UNKNOWN_SECRET,
                "there is no secret bnak in [secrets] of common.toml (there are api, bank); did you mean bank? Add the key,"
                        + " or use one that is there.");
        refused(
                false,
                SHOP,
                "bank",
                ServiceException.SECRET_REFUSED,
                "the secret bank is not for the task shop.daily: tasks of secrets.bank in common.toml names billing.*, pay?."
                        + " Add the task's key there.");
        refused(
                true,
                SHOP,
                "api",
                ServiceException.SECRET_REFUSED,
                "the secret api is not for the task shop.daily: on a host with [scripts] access = \"restricted\" a secret is"
                        + " given to tasks that it names. Write secrets.api in common.toml as a table with file or env, and"
                        + " tasks = [\"shop.daily\"].");
        refused(
                false,
                Borrower.loading("script.billing.daily.py"),
                "api",
                ServiceException.SECRET_REFUSED,
                "the secret api is not given while a script is only loaded (script.billing.daily.py), as no task is on then."
                        + " Ask for it inside the task's function.");
        Files.delete(folder.resolve("bank"));
        assertThatThrownBy(() -> ask(false, BILLING, "bank"))
                .hasRootCauseInstanceOf(ServiceException.class)
                .hasRootCauseMessage("the secret bank cannot be had: there is no file " + folder.resolve("bank")
                        + "; create it, or correct its path.");
    }
}
