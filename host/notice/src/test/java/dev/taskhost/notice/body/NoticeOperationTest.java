package dev.taskhost.notice.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.taskhost.core.service.Borrower;
import dev.taskhost.core.service.ServiceException;
import dev.taskhost.notice.TestSettings;
import dev.taskhost.notice.settings.NoticeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bodies may want told, and what they are told when they may not. */
class NoticeOperationTest {
    private static final Borrower WHO = new Borrower("nightly", 42, "0af7");

    private final List<NoticeRequest> told = new ArrayList<>();
    private final NoticeOperation operation = new NoticeOperation(
            TestSettings.with(List.of(TestSettings.sender("ops", 20, "")), List.of(), List.of("ops")),
            (who, request) -> {
                if (request.text().equals("away")) {
                    throw new ServiceException(ServiceException.NOTICE_REFUSED, "the database is away");
                }
                told.add(request);
                return List.of("ops");
            },
            Runnable::run);

    @Test
    void itIsReadWholeAndAnsweredWithItsSenders() throws ServiceException {
        assertThat(ask("{\"text\":\" two\\nlines \",\"title\":\"a\\nb\",\"to\":[\"ops\",\"ops\"],\"urgent\":true}"))
                .isCompletedWithValue("[\"ops\"]");
        assertThat(ask("{\"text\":\"x\",\"title\":null,\"to\":\"ops\"}")).isCompleted();
        assertThat(told)
                .containsExactly(
                        new NoticeRequest("two\nlines", "a b", List.of("ops"), true),
                        new NoticeRequest("x", "", List.of("ops"), false));
    }

    @Test
    void longTextsAreCutAndShowIt() {
        NoticeRequest cut = new NoticeRequest("😀".repeat(4_000), "t".repeat(1_000), List.of(), false);
        assertThat(cut.text()).hasSizeLessThanOrEqualTo(NoticeRequest.MOST_TEXT).endsWith("😀…");
        assertThat(cut.title()).hasSize(NoticeRequest.MOST_TITLE).endsWith("…");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\" \"} | a notice has no text",
                "{} | a notice has no text",
                "{\"text\":7} | text is 7; give a text",
                "{\"text\":\"x\",\"to\":[7]} | to is [7]; give the name",
                "{\"text\":\"x\",\"to\":[\"\"]} | to is [\"\"]; give the name",
                "{\"text\":\"x\",\"urgent\":1} | urgent is 1; give true or false",
                "x | what a notice says is one JSON object"
            })
    void whatIsNoneIsRefusedWithWhatIsOne(String json, String why) {
        assertRefused(() -> ask(json), ServiceException.INTERFACE, why);
        assertThat(told).isEmpty();
    }

    @Test
    void aNameThatIsNotKnownNamesThoseThatAre() {
        assertRefused(
                () -> ask("{\"text\":\"x\",\"to\":\"opps\"}"),
                ServiceException.UNKNOWN_RECIPIENT,
                "\"opps\", which is no route and no sender of common.toml; did you mean ops?; there are ops");
    }

    @Test
    void withoutSendersItSaysWhatToWrite() {
        NoticeSettings nobody = TestSettings.with(List.of(), List.of(), List.of());
        NoticeOperation silent = new NoticeOperation(nobody, (who, request) -> List.of(), Runnable::run);
        assertRefused(
                () -> silent.ask(WHO, List.of("{\"text\":\"x\"}")),
                ServiceException.NOTICE_REFUSED,
                "common.toml has no sender. Write a table [notice.senders.ops]");
    }

    @Test
    void aScriptThatIsOnlyLoadedSendsNone() {
        assertRefused(
                () -> operation.ask(new Borrower("script.a.py", 0, ""), List.of("{\"text\":\"x\"}")),
                ServiceException.NOTICE_REFUSED,
                "script.a.py is only being loaded");
    }

    @Test
    void aLoopCannotFloodAndOthersAreNotHeldToAccount() throws ServiceException {
        for (int i = 0; i < NoticeLimit.MOST; i++) {
            assertThat(ask("{\"text\":\"x\"}")).isCompleted();
        }
        assertRefused(
                () -> ask("{\"text\":\"x\"}"),
                ServiceException.NOTICE_REFUSED,
                "nightly (execution 42) has sent 100 notices");
        assertThat(told).hasSize(NoticeLimit.MOST);
        assertThat(operation.ask(new Borrower("nightly", 43, "0af8"), List.of("{\"text\":\"x\"}")))
                .isCompleted();
    }

    @Test
    void whatCouldNotBeSentDoesNotCount() throws ServiceException {
        for (int i = 0; i < 2 * NoticeLimit.MOST; i++) {
            assertThat(ask("{\"text\":\"away\"}"))
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withMessageContaining("the database is away");
        }
        assertThat(ask("{\"text\":\"x\"}")).isCompleted();
    }

    private CompletableFuture<String> ask(String json) throws ServiceException {
        return operation.ask(WHO, List.of(json));
    }

    private static void assertRefused(ThrowingCallable call, int code, String why) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(why);
    }
}
