/** Ways to people: DingTalk, WeCom, Feishu, Slack, webhooks, mail. */
@NullMarked
package dev.taskhost.notice.sender;

import org.jspecify.annotations.NullMarked;
