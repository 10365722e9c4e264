-- conf/schema.sql as H2 takes it: no character sets of columns, index names unique over all tables.

CREATE TABLE IF NOT EXISTS `task` (
  `id` int NOT NULL AUTO_INCREMENT,
  `task_key` varchar(255) NOT NULL,
  `desc` varchar(255) NOT NULL,
  `execute_func` varchar(255) NOT NULL,
  `trigger` varchar(255) NOT NULL,
  `spec` varchar(255) NOT NULL,
  `args` varchar(255) NOT NULL DEFAULT '',
  `is_valid` int NOT NULL,
  `status` varchar(255) NOT NULL,
  `extra` varchar(65535) NOT NULL DEFAULT '{}',
  `create_at` timestamp(0) NOT NULL DEFAULT CURRENT_TIMESTAMP(0),
  `update_at` timestamp(0) NOT NULL DEFAULT CURRENT_TIMESTAMP(0) ON UPDATE CURRENT_TIMESTAMP(0),
  PRIMARY KEY (`id`),
  UNIQUE KEY `ux__task__task_key_status` (`task_key`, `status`),
  KEY `ix__task__update_at` (`update_at`)
);

CREATE TABLE IF NOT EXISTS `execute_task` (
  `id` int NOT NULL AUTO_INCREMENT,
  `task_id` int NOT NULL,
  `status` varchar(255) NOT NULL,
  `extra` varchar(65535) NOT NULL DEFAULT '{}',
  `trace_id` varchar(255) NOT NULL,
  `create_at` timestamp(0) NOT NULL DEFAULT CURRENT_TIMESTAMP(0),
  `update_at` timestamp(0) NOT NULL DEFAULT CURRENT_TIMESTAMP(0) ON UPDATE CURRENT_TIMESTAMP(0),
  PRIMARY KEY (`id`),
  KEY `ix__execute_task__task_id` (`task_id`, `id`)
);

CREATE TABLE IF NOT EXISTS `task_schedule` (
  `task_id` int NOT NULL,
  `fingerprint` varchar(2048) NOT NULL DEFAULT '',
  `next_fire_at` bigint NULL,
  `last_fire_at` bigint NULL,
  `execution_id` bigint NULL,
  `status_held` tinyint NOT NULL DEFAULT 0,
  `reloads` int NOT NULL DEFAULT 0,
  `reload_at` bigint NULL,
  `rejection` varchar(65535) NULL,
  `rejection_id` bigint NULL,
  `pending` varchar(1024) NULL,
  PRIMARY KEY (`task_id`),
  KEY `ix__task_schedule__reload_at` (`reload_at`)
);

CREATE TABLE IF NOT EXISTS `task_execution` (
  `execution_id` bigint NOT NULL,
  `task_id` int NOT NULL DEFAULT 0,
  `fire_at` bigint NULL,
  `attempt` int NOT NULL DEFAULT 1,
  `node` varchar(255) NOT NULL DEFAULT '',
  `epoch` bigint NOT NULL DEFAULT 0,
  `trace_id` varchar(64) NOT NULL DEFAULT '',
  `started_at` bigint NULL,
  `ended_at` bigint NULL,
  `cause` varchar(16) NOT NULL DEFAULT 'trigger',
  `generation` varchar(255) NOT NULL DEFAULT '',
  PRIMARY KEY (`execution_id`),
  UNIQUE KEY `ux__task_execution__fire_time` (`task_id`, `fire_at`, `attempt`)
);

CREATE TABLE IF NOT EXISTS `task_output` (
  `execution_id` bigint NOT NULL,
  `seq` int NOT NULL,
  `trace_id` varchar(64) NOT NULL,
  `text` varchar(1048576) NOT NULL,
  `error_lines` varchar(1048576) NULL,
  PRIMARY KEY (`execution_id`, `seq`)
);

CREATE TABLE IF NOT EXISTS `task_progress` (
  `execution_id` bigint NOT NULL,
  `trace_id` varchar(64) NOT NULL,
  `fraction` double NULL,
  `text` varchar(1024) NOT NULL DEFAULT '',
  `reported_at` bigint NOT NULL,
  PRIMARY KEY (`execution_id`)
);

CREATE TABLE IF NOT EXISTS `task_queue` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `task_id` int NOT NULL,
  `fire_at` bigint NOT NULL,
  `attempt` int NOT NULL DEFAULT 1,
  `due_at` bigint NOT NULL,
  `cause` varchar(16) NOT NULL,
  `args` varchar(65535) NULL,
  `forced` tinyint NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  UNIQUE KEY `ux__task_queue__fire_time` (`task_id`, `fire_at`, `attempt`),
  KEY `ix__task_queue__due_at` (`due_at`)
);

CREATE TABLE IF NOT EXISTS `task_stop` (
  `execution_id` bigint NOT NULL,
  `reason` varchar(1024) NOT NULL,
  `asked_at` bigint NOT NULL,
  PRIMARY KEY (`execution_id`)
);

CREATE TABLE IF NOT EXISTS `task_node` (
  `node` varchar(255) NOT NULL,
  `epoch` bigint NOT NULL,
  `state` varchar(8) NOT NULL,
  `started_at` bigint NOT NULL,
  `heartbeat_at` bigint NOT NULL,
  `incarnation` varchar(36) NOT NULL DEFAULT '',
  `pid` bigint NOT NULL DEFAULT 0,
  `place` varchar(1024) NOT NULL DEFAULT '',
  `version` varchar(64) NOT NULL DEFAULT '',
  `offset_ms` bigint NOT NULL DEFAULT 0,
  `uncertainty_ms` bigint NOT NULL DEFAULT 0,
  `running` int NOT NULL DEFAULT 0,
  `waiting` int NOT NULL DEFAULT 0,
  `abandoned` int NOT NULL DEFAULT 0,
  PRIMARY KEY (`node`)
);

CREATE TABLE IF NOT EXISTS `task_chore` (
  `chore` varchar(32) NOT NULL,
  `node` varchar(255) NOT NULL,
  `held_until` bigint NOT NULL,
  `due_at` bigint NOT NULL,
  PRIMARY KEY (`chore`)
);

CREATE TABLE IF NOT EXISTS `task_occurrence` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `task_id` int NOT NULL,
  `execution_id` bigint NOT NULL,
  `event` varchar(16) NOT NULL,
  `happened_at` bigint NOT NULL,
  PRIMARY KEY (`id`)
);

CREATE TABLE IF NOT EXISTS `task_alarm` (
  `task_id` int NOT NULL,
  `event` varchar(16) NOT NULL,
  `task_key` varchar(255) NOT NULL DEFAULT '',
  `opened_at` bigint NOT NULL,
  `last_at` bigint NOT NULL,
  `times` bigint NOT NULL DEFAULT 1,
  `execution_id` bigint NOT NULL DEFAULT 0,
  `told_at` bigint NULL,
  `told_times` bigint NOT NULL DEFAULT 0,
  `senders` varchar(4096) NOT NULL DEFAULT '',
  PRIMARY KEY (`task_id`, `event`)
);

CREATE TABLE IF NOT EXISTS `task_notice` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `sender` varchar(64) NOT NULL,
  `task_id` int NOT NULL,
  `event` varchar(16) NOT NULL,
  `state` varchar(8) NOT NULL,
  `urgent` tinyint NOT NULL DEFAULT 0,
  `together` tinyint NOT NULL DEFAULT 0,
  `created_at` bigint NOT NULL,
  `due_at` bigint NOT NULL,
  `tries` int NOT NULL DEFAULT 0,
  `claim` varchar(36) NULL,
  `claimed_until` bigint NOT NULL DEFAULT 0,
  `sent_at` bigint NULL,
  `error` varchar(1024) NULL,
  `body` varchar(65535) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `ix__task_notice__due_at` (`sender`, `state`, `due_at`),
  KEY `ix__task_notice__sent_at` (`sender`, `sent_at`),
  KEY `ix__task_notice__created_at` (`state`, `created_at`),
  KEY `ix__task_notice__claim` (`claim`)
);

INSERT INTO `task` (`id`, `task_key`, `desc`, `execute_func`, `trigger`, `spec`, `args`, `is_valid`, `status`, `extra`) VALUES
  (1, 'test_interval', '测试interval任务', 'test_interval', 'interval', '5', '1,2,3', 1, 'ready', '{}'),
  (2, 'test_date', '测试date任务', 'test_date', 'date', '2020-04-24 18:08:00', '"guess","hello"', 0, 'ready', '{}'),
  (3, 'test_cron', '测试cron任务', 'test_cron', 'cron', '* * * * *', '4,5,6', 0, 'ready', '{}'),
  (4, 'hello_js', 'JavaScript sample, JavaScript 示例', 'hello_js', 'interval', '1', 'world', 1, 'ready', '{}'),
  (5, 'hello_java', 'Java plugin sample, Java 插件示例', 'hello_java', 'interval', '1', 'world', 1, 'ready', '{}');
