package dev.taskhost.notice.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.notice.TestSettings;
import dev.taskhost.notice.settings.Language;
import dev.taskhost.notice.settings.LinkTemplate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What people read. */
class MessageTest {
    private static final String TRACEBACK = """
            Traceback (most recent call last):
              File "scripts/report.py", line 12, in report
                total = load(day)
              File "scripts/report.py", line 4, in load
                raise ValueError("no rows\\nfor today")
            ValueError: no rows
            for today
            """;

    private final LinkTemplate link =
            new LinkTemplate("https://logs.example.com/{task_key}/{execution_id}?t={trace_id}");

    @Test
    void aPythonErrorSaysWhatItIsFirstAndThenWhere() {
        assertThat(ErrorHead.of(TRACEBACK))
                .startsWith("ValueError: no rows\nfor today\n")
                .contains("line 4, in load")
                .doesNotContain("Traceback");
    }

    @Test
    void otherErrorsBeginAsTheyAreAndAllAreBounded() {
        assertThat(ErrorHead.of("java.lang.IllegalStateException: no\n\tat A.b(A.java:1)\n"))
                .isEqualTo("java.lang.IllegalStateException: no\n\tat A.b(A.java:1)");
        assertThat(ErrorHead.of("  \n ")).isEmpty();
        assertThat(ErrorHead.of("x".repeat(100_000))).hasSizeLessThanOrEqualTo(1_200);
        assertThat(ErrorHead.of("a\n".repeat(1_000)).lines()).hasSize(8);
        assertThat(ErrorHead.of("Traceback (most recent call last):")).isEqualTo("Traceback (most recent call last):");
    }

    @Test
    void oneNoticeInEnglish() {
        Message message = composer(Language.EN)
                .compose("id", List.of(story(NoticeEvent.FAILED, 3)), Map.of(NoticeEvent.FAILED, 1));
        assertThat(Layout.fit(message, new PlainText(), 10_000))
                .isEqualTo(
                        """
                nightly failed
                Task: nightly
                Description: 夜间报表
                Fire time: 2026-11-22 18:00:00 Asia/Shanghai
                Times: 3 since 2026-11-22 17:00:00 Asia/Shanghai
                Host: host-a
                Execution: 42
                Trace id: 0af7
                ValueError: no rows
                for today
                    raise ValueError("no rows\\nfor today")
                https://logs.example.com/nightly/42?t=0af7""".replace(
                                        "    raise",
                                        "  File \"scripts/report.py\", line 12, in report\n    total = load(day)\n  File \"scripts/report.py\", line 4, in load\n    raise"));
        assertThat(message.tone()).isEqualTo(Tone.TROUBLE);
        assertThat(message.mentions()).containsExactly("13800000000");
    }

    @Test
    void oneNoticeInChinese() {
        Message message = composer(Language.ZH)
                .compose("id", List.of(story(NoticeEvent.TIMEOUT, 1)), Map.of(NoticeEvent.TIMEOUT, 1));
        assertThat(message.title()).isEqualTo("nightly 执行超时");
        assertThat(Layout.fit(message, new PlainText(), 10_000))
                .contains("任务: nightly\n描述: 夜间报表\n触发时间: 2026-11-22 18:00:00 Asia/Shanghai\n主机: host-a\n");
    }

    @Test
    void aDigestCountsAndShowsTheFirst() {
        List<Story> stories = IntStream.range(0, 10)
                .mapToObj(i -> story(NoticeEvent.FAILED, 1))
                .toList();
        Map<NoticeEvent, Integer> counts = Map.of(NoticeEvent.FAILED, 990, NoticeEvent.LOST, 10);
        Message message = composer(Language.EN).compose("id", stories, counts);
        assertThat(message.title()).isEqualTo("1000 notices: 990 failed, 10 lost");
        assertThat(Layout.fit(message, new PlainText(), 10_000))
                .contains("- nightly: failed, ValueError: no rows\n")
                .endsWith("… and 990 more");
        assertThat(message.mentions()).containsExactly("13800000000");
        assertThat(message.data()).containsEntry("total", 1000);
        assertThat(composer(Language.ZH).compose("id", stories, counts).title()).isEqualTo("1000 条通知：990 执行失败，10 执行丢失");
    }

    @Test
    void whatABodyWantsToldStandsFirst() {
        Message message = composer(Language.EN).compose("id", List.of(said("")), Map.of(NoticeEvent.MESSAGE, 1));
        assertThat(Layout.fit(message, new PlainText(), 10_000)).isEqualTo("""
                nightly says
                42 orders
                have no address
                Task: nightly
                Description: 夜间报表
                Fire time: 2026-11-22 18:00:00 Asia/Shanghai
                Host: host-a
                Execution: 42
                Trace id: 0af7
                https://logs.example.com/nightly/42?t=0af7""");
        assertThat(message.tone()).isEqualTo(Tone.NEUTRAL);
        assertThat(message.data())
                .extracting("notices")
                .asInstanceOf(LIST)
                .singleElement()
                .asInstanceOf(MAP)
                .containsEntry("event", "message")
                .containsEntry("title", "")
                .containsEntry("text", "42 orders\nhave no address");
        assertThat(composer(Language.EN)
                        .compose("id", List.of(said("Orders")), Map.of(NoticeEvent.MESSAGE, 1))
                        .title())
                .isEqualTo("Orders");
        Message chinese = composer(Language.ZH).compose("id", List.of(said("")), Map.of(NoticeEvent.MESSAGE, 1));
        assertThat(Layout.fit(chinese, new PlainText(), 10_000)).startsWith("nightly 任务消息\n42 orders\n");
    }

    @Test
    void inADigestItHasALineOfItsOwnWords() {
        Map<NoticeEvent, Integer> counts = Map.of(NoticeEvent.FAILED, 3, NoticeEvent.MESSAGE, 2);
        List<Story> stories = List.of(said(""), said("Orders"), story(NoticeEvent.FAILED, 1));
        Message message = composer(Language.EN).compose("id", stories, counts);
        assertThat(message.title()).isEqualTo("5 notices: 3 failed, 2 from the tasks");
        assertThat(message.tone()).isEqualTo(Tone.TROUBLE);
        assertThat(Layout.fit(message, new PlainText(), 10_000))
                .contains("- nightly: 42 orders have no address\n- nightly: Orders\n- nightly: failed, ");
    }

    @Test
    void aStorySurvivesItsTimeAsJson() {
        assertThat(Story.read(said("Orders").write())).isEqualTo(said("Orders"));
        Story story = story(NoticeEvent.FAILED, 3);
        assertThat(Story.read(story.write())).isEqualTo(story);
    }

    @Test
    void aMessageFitsAndItsErrorGivesWayFirst() {
        Message message = new Message(
                "id",
                Tone.TROUBLE,
                "夜".repeat(50),
                List.of(
                        new Part.Field("Task", "t"),
                        new Part.Quote("误😀".repeat(2_000)),
                        new Part.Link("Details", "https://x/y")),
                List.of(),
                Collections.<String, @Nullable Object>emptyMap());
        for (int most : new int[] {20_000, 4_096, 2_048, 300, 120, 10}) {
            String text = Layout.fit(message, new PlainText(), most);
            assertThat(Texts.bytes(text)).isLessThanOrEqualTo(most);
            assertThat(text).doesNotContain("\ufffd").startsWith("夜");
            if (most >= 300) {
                assertThat(text).contains("Task: t").endsWith("https://x/y");
            }
        }
    }

    @Test
    void aLinkIsEncodedAndItsNamesAreChecked() {
        assertThat(link.fill(Map.of("task_key", "a/b c?", "execution_id", "1", "trace_id", "x$1")))
                .contains("https://logs.example.com/a%2Fb%20c%3F/1?t=x%241");
        assertThat(LinkTemplate.NONE.fill(Map.of())).isEmpty();
        assertThat(new LinkTemplate("https://x/{task}").unknownName()).contains("task");
        assertThat(link.unknownName()).isEmpty();
    }

    private Composer composer(Language language) {
        return new Composer(TestSettings.in(language, link));
    }

    private static Story said(String title) {
        return new Story(
                NoticeEvent.MESSAGE,
                7,
                "nightly",
                "夜间报表",
                42,
                "0af7",
                "host-a",
                1_795_341_600_000L,
                1_795_341_601_000L,
                1,
                1_795_341_601_000L,
                "",
                List.of(),
                List.of(),
                title,
                "42 orders\nhave no address");
    }

    private static Story story(NoticeEvent event, long count) {
        return new Story(
                event,
                7,
                "nightly",
                "夜间报表",
                42,
                "0af7",
                "host-a",
                1_795_341_600_000L,
                1_795_341_601_000L,
                count,
                1_795_338_000_000L,
                TRACEBACK,
                List.of("13800000000"),
                List.of());
    }
}
