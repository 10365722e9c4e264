-- The tables of taskhost, for MySQL 8 and MariaDB 10.6 or newer. The host runs the CREATE statements below itself for
-- tables that are missing, where its account may; run this file by hand where it may not. It may be run again: what is
-- there stays as it is.
--
--   mysql --default-character-set=utf8mb4 -u root -p aps < conf/schema.sql
--   GRANT SELECT, INSERT, UPDATE, DELETE ON `aps`.* TO 'taskhost'@'%';

-- ---------------------------------------------------------------- the team's tables: tasks and their executions

CREATE TABLE IF NOT EXISTS `task` (
  `id` int NOT NULL AUTO_INCREMENT COMMENT '主键自增 primary key',
  `task_key` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL COMMENT '任务唯一标识 unique name of the task',
  `desc` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL COMMENT '任务信息描述 what it is for',
  `execute_func` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL COMMENT '任务执行的方法 function to call',
  `trigger` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL COMMENT '调度方式 cron/date/interval',
  `spec` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL COMMENT '调度时间 when',
  `args` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL DEFAULT '' COMMENT '执行方法的args参数 arguments, comma-separated',
  `is_valid` int NOT NULL COMMENT '是否有效 1 runs, 0 does not',
  `status` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL COMMENT '执行状态 ready/doing',
  `extra` text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL DEFAULT ('{}') COMMENT '额外信息 JSON object',
  `create_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP COMMENT '创建时间',
  `update_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT '更新时间',
  PRIMARY KEY (`id`),
  UNIQUE INDEX `ux__task__task_key_status` (`task_key`, `status`),
  INDEX `ix__task__update_at` (`update_at`)
) ENGINE = InnoDB CHARACTER SET = utf8mb4 ROW_FORMAT = Dynamic;

CREATE TABLE IF NOT EXISTS `execute_task` (
  `id` int NOT NULL AUTO_INCREMENT COMMENT '主键自增 primary key',
  `task_id` int NOT NULL COMMENT '任务ID task.id',
  `status` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL COMMENT '执行状态 todo/success/fail/timeout/cancelled/lost/skipped/missed/rejected',
  `extra` text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL DEFAULT ('{}') COMMENT '额外信息 JSON object',
  `trace_id` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL COMMENT '任务执行trace-ID',
  `create_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP COMMENT '创建时间',
  `update_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT '更新时间',
  PRIMARY KEY (`id`),
  INDEX `ix__execute_task__task_id` (`task_id`)
) ENGINE = InnoDB CHARACTER SET = utf8mb4 ROW_FORMAT = Dynamic;

-- ---------------------------------------------------------------- the hosts' own tables; times are epoch milliseconds

CREATE TABLE IF NOT EXISTS `task_schedule` (
  `task_id` int NOT NULL COMMENT 'task.id',
  `fingerprint` varchar(2048) NOT NULL DEFAULT '' COMMENT 'what next_fire_at was planned from',
  `next_fire_at` bigint NULL COMMENT 'next fire time; NULL: none',
  `last_fire_at` bigint NULL COMMENT 'last fire time that got a row, of this fingerprint',
  `execution_id` bigint NULL COMMENT 'the execution that holds the task',
  `status_held` tinyint NOT NULL DEFAULT 0 COMMENT '1: task.status could not follow, another row of the key bears that status',
  `reloads` int NOT NULL DEFAULT 0 COMMENT 'counts requests to read the whole row again',
  `reload_at` bigint NULL COMMENT 'when the last one came, by the clock of the database',
  `rejection` text NULL COMMENT 'the last answer rejected',
  `rejection_id` bigint NULL COMMENT 'execute_task.id of that answer',
  `pending` varchar(1024) NULL COMMENT 'changed columns that wait for disable and enable, or reload',
  PRIMARY KEY (`task_id`),
  INDEX `ix__task_schedule__reload_at` (`reload_at`)
) ENGINE = InnoDB CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin ROW_FORMAT = Dynamic;

CREATE TABLE IF NOT EXISTS `task_execution` (
  `execution_id` bigint NOT NULL COMMENT 'execute_task.id',
  `task_id` int NOT NULL DEFAULT 0 COMMENT 'task.id',
  `fire_at` bigint NULL COMMENT 'the planned instant; NULL: an answer to a bad row',
  `attempt` int NOT NULL DEFAULT 1 COMMENT '1 for the first try',
  `node` varchar(255) NOT NULL DEFAULT '' COMMENT 'host',
  `epoch` bigint NOT NULL DEFAULT 0 COMMENT 'of the host; lower than that of task_node: lost',
  `trace_id` varchar(64) NOT NULL DEFAULT '' COMMENT 'execute_task.trace_id',
  `started_at` bigint NULL COMMENT 'when the body was called, by the clock of the host',
  `ended_at` bigint NULL COMMENT 'when it ended, likewise',
  `cause` varchar(16) NOT NULL DEFAULT 'trigger' COMMENT 'why it was started: trigger/retry/overlap/misfire/recover/next/fire',
  `generation` varchar(255) NOT NULL DEFAULT '' COMMENT 'the scripts or the plugin it ran on',
  PRIMARY KEY (`execution_id`),
  UNIQUE INDEX `ux__task_execution__fire_time` (`task_id`, `fire_at`, `attempt`)
) ENGINE = InnoDB CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin ROW_FORMAT = Dynamic;

CREATE TABLE IF NOT EXISTS `task_output` (
  `execution_id` bigint NOT NULL COMMENT 'execution',
  `seq` int NOT NULL COMMENT 'order of its pieces, with gaps',
  `trace_id` varchar(64) NOT NULL COMMENT 'of the execution',
  `text` mediumtext NOT NULL COMMENT 'what it printed: some lines',
  `error_lines` mediumtext NULL COMMENT 'which of them were errors, counted from 0: 0,3-5',
  PRIMARY KEY (`execution_id`, `seq`)
) ENGINE = InnoDB CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin ROW_FORMAT = Dynamic;

CREATE TABLE IF NOT EXISTS `task_progress` (
  `execution_id` bigint NOT NULL COMMENT 'execution',
  `trace_id` varchar(64) NOT NULL COMMENT 'of the execution',
  `fraction` double NULL COMMENT 'how far it says it is, 0 to 1; NULL: the amount is not known',
  `text` varchar(255) NOT NULL DEFAULT '' COMMENT 'what it is at',
  `reported_at` bigint NOT NULL COMMENT 'when it said so, by the clock of the host',
  PRIMARY KEY (`execution_id`)
) ENGINE = InnoDB CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin ROW_FORMAT = Dynamic;

CREATE TABLE IF NOT EXISTS `task_queue` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `task_id` int NOT NULL COMMENT 'task.id',
  `fire_at` bigint NOT NULL COMMENT 'the fire time it serves',
  `attempt` int NOT NULL DEFAULT 1 COMMENT 'of that fire time',
  `due_at` bigint NOT NULL COMMENT 'not before',
  `cause` varchar(16) NOT NULL COMMENT 'as task_execution.cause',
  `args` text NULL COMMENT 'a JSON array of texts; NULL: the arguments of the task',
  `forced` tinyint NOT NULL DEFAULT 0 COMMENT '1: it runs although the task is disabled',
  PRIMARY KEY (`id`),
  UNIQUE INDEX `ux__task_queue__fire_time` (`task_id`, `fire_at`, `attempt`),
  INDEX `ix__task_queue__due_at` (`due_at`)
) ENGINE = InnoDB CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin ROW_FORMAT = Dynamic;

CREATE TABLE IF NOT EXISTS `task_stop` (
  `execution_id` bigint NOT NULL COMMENT 'the execution that is to stop',
  `reason` varchar(1024) NOT NULL COMMENT 'for its row',
  `asked_at` bigint NOT NULL COMMENT 'by the clock of the database',
  PRIMARY KEY (`execution_id`)
) ENGINE = InnoDB CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin ROW_FORMAT = Dynamic;

CREATE TABLE IF NOT EXISTS `task_node` (
  `node` varchar(255) NOT NULL COMMENT 'host',
  `epoch` bigint NOT NULL COMMENT 'counts joins, leaves and deaths',
  `state` varchar(8) NOT NULL COMMENT 'live/left/dead',
  `started_at` bigint NOT NULL COMMENT 'last join, by the clock of the database',
  `heartbeat_at` bigint NOT NULL COMMENT 'last heartbeat, likewise',
  `incarnation` varchar(36) NOT NULL DEFAULT '' COMMENT 'of the process',
  `pid` bigint NOT NULL DEFAULT 0 COMMENT 'process id',
  `place` varchar(1024) NOT NULL DEFAULT '' COMMENT 'machine and data folder',
  `version` varchar(64) NOT NULL DEFAULT '' COMMENT 'of taskhost',
  `offset_ms` bigint NOT NULL DEFAULT 0 COMMENT 'by how much its clock is ahead of that of the database',
  `uncertainty_ms` bigint NOT NULL DEFAULT 0 COMMENT 'how wrong that may be',
  `running` int NOT NULL DEFAULT 0 COMMENT 'executions under way',
  `waiting` int NOT NULL DEFAULT 0 COMMENT 'those of them that wait for a worker',
  `abandoned` int NOT NULL DEFAULT 0 COMMENT 'threads that could not be stopped',
  PRIMARY KEY (`node`)
) ENGINE = InnoDB CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin ROW_FORMAT = Dynamic;

CREATE TABLE IF NOT EXISTS `task_chore` (
  `chore` varchar(32) NOT NULL COMMENT 'what one host at a time does for all: prune, notice',
  `node` varchar(255) NOT NULL COMMENT 'the host that does it, or did',
  `held_until` bigint NOT NULL COMMENT 'no other host takes it before, by the clock of the database',
  `due_at` bigint NOT NULL COMMENT 'nobody does it before, likewise',
  PRIMARY KEY (`chore`)
) ENGINE = InnoDB CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin ROW_FORMAT = Dynamic;

CREATE TABLE IF NOT EXISTS `task_occurrence` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `task_id` int NOT NULL COMMENT 'task.id',
  `execution_id` bigint NOT NULL COMMENT 'execute_task.id that says more',
  `event` varchar(16) NOT NULL COMMENT 'what happened: failed/timeout/lost/rejected/missed/skipped',
  `happened_at` bigint NOT NULL COMMENT 'when, by the clock of the host',
  PRIMARY KEY (`id`)
) ENGINE = InnoDB CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin ROW_FORMAT = Dynamic;

CREATE TABLE IF NOT EXISTS `task_alarm` (
  `task_id` int NOT NULL COMMENT 'task.id',
  `event` varchar(16) NOT NULL COMMENT 'as above, or late; not recovered from',
  `task_key` varchar(255) NOT NULL DEFAULT '' COMMENT 'task.task_key',
  `opened_at` bigint NOT NULL COMMENT 'when it happened first',
  `last_at` bigint NOT NULL COMMENT 'when it happened last',
  `times` bigint NOT NULL DEFAULT 1 COMMENT 'how often',
  `execution_id` bigint NOT NULL DEFAULT 0 COMMENT 'the last execution it happened to',
  `told_at` bigint NULL COMMENT 'when people were told last; NULL: never',
  `told_times` bigint NOT NULL DEFAULT 0 COMMENT 'times as they were told',
  `senders` varchar(4096) NOT NULL DEFAULT '' COMMENT 'who told them, comma-separated',
  PRIMARY KEY (`task_id`, `event`)
) ENGINE = InnoDB CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin ROW_FORMAT = Dynamic;

CREATE TABLE IF NOT EXISTS `task_notice` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `sender` varchar(64) NOT NULL COMMENT 'a name of common.toml, [notice.senders]',
  `task_id` int NOT NULL COMMENT 'task.id',
  `event` varchar(16) NOT NULL COMMENT 'as task_alarm.event, or recovered, or message',
  `state` varchar(8) NOT NULL COMMENT 'waiting/sent/given_up',
  `urgent` tinyint NOT NULL DEFAULT 0 COMMENT '1: sent in quiet hours too',
  `together` tinyint NOT NULL DEFAULT 0 COMMENT '1: held, to go in one message with others',
  `created_at` bigint NOT NULL,
  `due_at` bigint NOT NULL COMMENT 'not before',
  `tries` int NOT NULL DEFAULT 0 COMMENT 'how often it could not be sent',
  `claim` varchar(36) NULL COMMENT 'of the message; the same for all that go together',
  `claimed_until` bigint NOT NULL DEFAULT 0 COMMENT 'no other host takes it before',
  `sent_at` bigint NULL,
  `error` varchar(1024) NULL COMMENT 'why it could not be sent last time',
  `body` text NOT NULL COMMENT 'what it says, a JSON object',
  PRIMARY KEY (`id`),
  INDEX `ix__task_notice__due_at` (`sender`, `state`, `due_at`),
  INDEX `ix__task_notice__sent_at` (`sender`, `sent_at`),
  INDEX `ix__task_notice__created_at` (`state`, `created_at`),
  INDEX `ix__task_notice__claim` (`claim`)
) ENGINE = InnoDB CHARACTER SET = utf8mb4 COLLATE = utf8mb4_bin ROW_FORMAT = Dynamic;

-- ---------------------------------------------------------------- three tasks to begin with; only the first is enabled

INSERT IGNORE INTO `task` (`id`, `task_key`, `desc`, `execute_func`, `trigger`, `spec`, `args`, `is_valid`, `status`, `extra`) VALUES
  (1, 'test_interval', '测试interval任务', 'test_interval', 'interval', '5', '1,2,3', 1, 'ready', '{}'),
  (2, 'test_date', '测试date任务', 'test_date', 'date', '2020-04-24 18:08:00', '"guess","hello"', 0, 'ready', '{}'),
  (3, 'test_cron', '测试cron任务', 'test_cron', 'cron', '* * * * *', '4,5,6', 0, 'ready', '{}');
