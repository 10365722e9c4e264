package dev.taskhost.notice.message;

import dev.taskhost.core.notice.NoticeEvent;
import dev.taskhost.notice.settings.Language;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The words of messages, in one language. Immutable. */
sealed interface Wording {
    /** The wording of a language. */
    static Wording of(Language language) {
        return switch (language) {
            case EN -> new English();
            case ZH -> new Chinese();
        };
    }

    /** What happened, in a word or two. */
    String event(NoticeEvent event);

    /** The title of a message about one task. */
    String title(String taskKey, NoticeEvent event);

    /** The title of a digest. */
    String digestTitle(int total, Map<NoticeEvent, Integer> counts);

    /** Of what a digest does not show. */
    String more(int left);

    /** How often, when more than once. */
    String times(long count, String since);

    /** What is over. */
    String after(List<NoticeEvent> were);

    /** The names of values. */
    String label(Label label);

    /** The title and the sentence of a test. */
    String testTitle();

    /** See above. */
    String testNote(String sender, String host);

    /** How many of each event, the most frequent first. */
    default String counts(Map<NoticeEvent, Integer> counts, String separator) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<NoticeEvent, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> entry.getValue() + " " + event(entry.getKey()))
                .collect(Collectors.joining(separator));
    }

    /** What a value is. */
    enum Label {
        TASK,
        DESCRIPTION,
        FIRE_TIME,
        HOST,
        EXECUTION,
        TRACE,
        TIMES,
        AFTER,
        LINK
    }

    /** English. */
    record English() implements Wording {
        @Override
        public String event(NoticeEvent event) {
            return switch (event) {
                case FAILED -> "failed";
                case TIMEOUT -> "timed out";
                case LOST -> "lost";
                case REJECTED -> "rejected";
                case MISSED -> "missed";
                case LATE -> "late";
                case RECOVERED -> "recovered";
                case MESSAGE -> "from the tasks";
                case SKIPPED -> "skipped";
            };
        }

        @Override
        public String title(String taskKey, NoticeEvent event) {
            return switch (event) {
                case LOST -> taskKey + " was lost: its host died";
                case REJECTED -> taskKey + " cannot run";
                case MISSED -> taskKey + " missed its fire time";
                case LATE -> taskKey + " is late";
                case RECOVERED -> taskKey + " has recovered";
                case MESSAGE -> taskKey + " says";
                case FAILED, TIMEOUT, SKIPPED -> taskKey + " " + event(event);
            };
        }

        @Override
        public String digestTitle(int total, Map<NoticeEvent, Integer> counts) {
            return total + " notices: " + counts(counts, ", ");
        }

        @Override
        public String more(int left) {
            return "… and " + left + " more";
        }

        @Override
        public String times(long count, String since) {
            return count + " since " + since;
        }

        @Override
        public String after(List<NoticeEvent> were) {
            return were.stream().map(this::event).collect(Collectors.joining(", "));
        }

        @Override
        public String label(Label label) {
            return switch (label) {
                case TASK -> "Task";
                case DESCRIPTION -> "Description";
                case FIRE_TIME -> "Fire time";
                case HOST -> "Host";
                case EXECUTION -> "Execution";
                case TRACE -> "Trace id";
                case TIMES -> "Times";
                case AFTER -> "After";
                case LINK -> "Details";
            };
        }

        @Override
        public String testTitle() {
            return "A test of taskhost's notices";
        }

        @Override
        public String testNote(String sender, String host) {
            return "Sender " + sender + " works; sent from " + host + ".";
        }
    }

    /** Chinese. */
    record Chinese() implements Wording {
        @Override
        public String event(NoticeEvent event) {
            return switch (event) {
                case FAILED -> "执行失败";
                case TIMEOUT -> "执行超时";
                case LOST -> "执行丢失";
                case REJECTED -> "无法运行";
                case MISSED -> "错过触发时间";
                case LATE -> "未按时运行";
                case RECOVERED -> "已恢复";
                case MESSAGE -> "任务消息";
                case SKIPPED -> "已跳过";
            };
        }

        @Override
        public String title(String taskKey, NoticeEvent event) {
            return taskKey + " " + event(event) + (event == NoticeEvent.LOST ? "（主机失联）" : "");
        }

        @Override
        public String digestTitle(int total, Map<NoticeEvent, Integer> counts) {
            return total + " 条通知：" + counts(counts, "，");
        }

        @Override
        public String more(int left) {
            return "……另有 " + left + " 条";
        }

        @Override
        public String times(long count, String since) {
            return "自 " + since + " 起 " + count + " 次";
        }

        @Override
        public String after(List<NoticeEvent> were) {
            return were.stream().map(this::event).collect(Collectors.joining("、"));
        }

        @Override
        public String label(Label label) {
            return switch (label) {
                case TASK -> "任务";
                case DESCRIPTION -> "描述";
                case FIRE_TIME -> "触发时间";
                case HOST -> "主机";
                case EXECUTION -> "执行编号";
                case TRACE -> "Trace ID";
                case TIMES -> "次数";
                case AFTER -> "此前";
                case LINK -> "详情";
            };
        }

        @Override
        public String testTitle() {
            return "taskhost 通知测试";
        }

        @Override
        public String testNote(String sender, String host) {
            return "发送渠道 " + sender + " 工作正常，发自 " + host + "。";
        }
    }
}
