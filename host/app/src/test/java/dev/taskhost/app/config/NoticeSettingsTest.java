package dev.taskhost.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.notice.settings.Channel;
import dev.taskhost.notice.settings.Channel.Tls;
import dev.taskhost.notice.settings.Hidden;
import dev.taskhost.notice.settings.Language;
import dev.taskhost.notice.settings.NoticeSettings;
import dev.taskhost.notice.settings.QuietHours;
import dev.taskhost.notice.settings.Route;
import dev.taskhost.notice.settings.SenderSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code [notice]} and {@code [ding]} of common.toml. */
class NoticeSettingsTest {
    private static final String SENDER = "[notice.senders.ops];type='slack';url='https://hooks.example.com/x';";

    @TempDir
    Path home;

    private ConfFolder conf;

    @BeforeEach
    void conf() {
        conf = new ConfFolder(home);
    }

    @Test
    void withoutASenderNobodyIsTold() {
        NoticeSettings notice = conf.load().common().notice();
        assertThat(notice.enabled()).isFalse();
        assertThat(notice.language()).isEqualTo(Language.EN);
        assertThat(notice.repeat()).isEqualTo(Duration.ofHours(4));
        assertThat(notice.recoverAfter()).isZero();
        assertThat(notice.digestCount()).isEqualTo(5);
        assertThat(notice.digestWindow()).isEqualTo(Duration.ofSeconds(30));
        assertThat(notice.giveUp()).isEqualTo(Duration.ofDays(1));
        assertThat(notice.lateAfter()).isEqualTo(Duration.ofHours(1));
        assertThat(notice.link().text()).isEmpty();
    }

    @Test
    void theOriginalsDingIsASender() {
        conf.file("common", "[ding]\nding='https://oapi.dingtalk.com'\naccess_token='${T}'\nsecret='SEC1'")
                .variable("T", "t0k");
        NoticeSettings notice = conf.load().common().notice();
        assertThat(notice.senders())
                .containsExactly(new SenderSettings(
                        "ding",
                        new Channel.DingTalk(
                                new Hidden("https://oapi.dingtalk.com/robot/send?access_token=t0k"),
                                new Hidden("SEC1"),
                                "ALARM: ",
                                true),
                        20,
                        Optional.empty(),
                        List.of()));
        assertThat(notice.defaults()).containsExactly("ding");
        assertThat(conf.load().toString()).doesNotContain("t0k").doesNotContain("SEC1");
    }

    @Test
    void everyKeySet() {
        NoticeSettings notice =
                conf.file("common", """
                        [scheduler]
                        timezone = "Asia/Shanghai"
                        [notice]
                        language = "zh"
                        link = "https://x/{task_key}/{execution_id}"
                        repeat_seconds = 600
                        recover_seconds = 300
                        digest_count = 2
                        digest_seconds = 60
                        give_up_seconds = 3600
                        late_seconds = 120
                        quiet = "22:00-8:00"
                        default = ["wx"]
                        [notice.senders.dd]
                        type = "dingtalk"
                        url = "https://oapi.dingtalk.com/robot/send?access_token=${T}"
                        secret = "SEC2"
                        keyword = "告警"
                        at = ["138", "all"]
                        quiet = ""
                        per_minute = 10
                        [notice.senders.wx]
                        type = "WeCom"
                        url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k"
                        [notice.senders.fs]
                        type = "feishu"
                        url = "https://open.feishu.cn/open-apis/bot/v2/hook/h"
                        secret = "s"
                        [notice.senders.sl]
                        type = "slack"
                        url = "https://hooks.slack.com/services/x"
                        [notice.senders.wh]
                        type = "webhook"
                        url = "http://127.0.0.1:9/x"
                        secret = "whsec_a2V5"
                        [notice.senders.mail]
                        type = "smtp"
                        host = "smtp.example.com"
                        tls = "tls"
                        user = "u"
                        password = "p"
                        from = "a@example.com"
                        to = ["b@example.com", "c@example.com"]
                        [notice.routes.nightly]
                        tasks = ["night_*"]
                        events = ["failed", "lost"]
                        senders = ["mail", "dd"]
                        at = ["139"]
                        urgent = true
                        """).variable("T", "tok").load().common().notice();
        Optional<QuietHours> night = QuietHours.parse("22:00-08:00");
        assertThat(notice.language()).isEqualTo(Language.ZH);
        assertThat(notice.zone().getId()).isEqualTo("Asia/Shanghai");
        assertThat(notice.repeat()).isEqualTo(Duration.ofMinutes(10));
        assertThat(notice.recoverAfter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(notice.digestCount()).isEqualTo(2);
        assertThat(notice.digestWindow()).isEqualTo(Duration.ofMinutes(1));
        assertThat(notice.giveUp()).isEqualTo(Duration.ofHours(1));
        assertThat(notice.lateAfter()).isEqualTo(Duration.ofMinutes(2));
        assertThat(notice.defaults()).containsExactly("wx");
        assertThat(notice.senders())
                .contains(
                        new SenderSettings(
                                "dd",
                                new Channel.DingTalk(
                                        new Hidden("https://oapi.dingtalk.com/robot/send?access_token=tok"),
                                        new Hidden("SEC2"),
                                        "告警",
                                        false),
                                10,
                                Optional.empty(),
                                List.of("138", "all")),
                        new SenderSettings(
                                "mail",
                                new Channel.Smtp(
                                        "smtp.example.com",
                                        465,
                                        Tls.TLS,
                                        "u",
                                        new Hidden("p"),
                                        "a@example.com",
                                        List.of("b@example.com", "c@example.com")),
                                30,
                                night,
                                List.of()));
        assertThat(notice.senders())
                .extracting(each -> each.name() + " " + each.channel().type() + " " + each.perMinute())
                .containsExactly(
                        "dd dingtalk 10",
                        "fs feishu 100",
                        "mail smtp 30",
                        "sl slack 60",
                        "wh webhook 600",
                        "wx wecom 20");
        assertThat(notice.routes())
                .containsExactly(new Route(
                        "nightly",
                        List.of("night_*"),
                        EnumSet.of(NoticeEvent.FAILED, NoticeEvent.LOST),
                        List.of("mail", "dd"),
                        List.of("139"),
                        true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[notice];langage='zh' | notice.langage is not a known key; did you mean language?",
                "[notice];language='cn' | notice.language is the text \"cn\"; expected one of en, zh",
                "[notice];quiet='22-8' | notice.quiet is the text \"22-8\"; expected hours like \"22:00-08:00\"",
                "[notice];link='https://x/{task_kee}' | notice.link has {task_kee}, which is not known; did you mean task_key?; there are task_key,",
                "[notice];link='x/{task_key}' | notice.link is the text \"x/{task_key}\"; expected an http or https address",
                "[notice];default=['opps'];SENDER | notice.default names \"opps\", which is no sender; did you mean ops?; a sender is",
                "[notice.senders.ops];url='https://x' | notice.senders.ops.type is missing; write one of dingtalk, wecom,",
                "[notice.senders.ops];type='dingding';url='https://x' | notice.senders.ops.type is the text \"dingding\"; expected one of dingtalk,",
                "[notice.senders.ops];type='slack' | notice.senders.ops.url is missing; write for example url = \"https://hooks.slack.com/",
                "[notice.senders.ops];type='slack';url='hooks' | notice.senders.ops.url is a text (not shown); expected an http or https address",
                "[notice.senders.ops];type='slack';url='https://x';secret='s' | notice.senders.ops.secret is not a known key. Known: at, per_minute, quiet, type, url. These are the keys of type slack.",
                "[notice.senders.ops];type='smtp';host='h';from='a@b' | notice.senders.ops.to needs addresses;",
                "[notice.senders.ops];type='webhook';url='https://x';secret='whsec_%' | notice.senders.ops.secret is a text (not shown); expected a text, or a key in Base64",
                "SENDER[notice.routes.r];senders=['oops'] | notice.routes.r.senders names \"oops\", which is no sender; did you mean ops?",
                "SENDER[notice.routes.r];tasks=['x'] | notice.routes.r.senders is missing;",
                "SENDER[notice.routes.r];senders=['ops'];events=['faild'] | notice.routes.r.events has \"faild\", which is no event; did you mean failed?; there are failed, timeout",
                "SENDER[notice.routes.ops];senders=['ops'] | [notice.routes.ops] has the name of a sender",
                "[ding];access_token='t';[notice.senders.ding];type='slack';url='https://x' | notice.senders.ding has the name of the sender that [ding] access_token makes"
            })
    void message(String toml, String message) {
        String text = toml.replace("SENDER", SENDER).replace(';', '\n');
        assertThat(conf.file("common", text).problems())
                .singleElement()
                .asString()
                .startsWith("common.toml: " + message);
    }
}
