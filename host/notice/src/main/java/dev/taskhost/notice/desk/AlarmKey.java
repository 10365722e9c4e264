package dev.taskhost.notice.desk;

import dev.taskhost.core.notice.NoticeEvent;

/** What an alarm is known by. */
record AlarmKey(int taskId, NoticeEvent event) {}
