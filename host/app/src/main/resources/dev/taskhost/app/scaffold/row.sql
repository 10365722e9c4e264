-- Registers the task {{name}}; the host takes it up within a second.
--
-- task_key       one of a kind
-- execute_func   the function to call
-- trigger, spec  interval: seconds, or 90s, 5m, 1h30m
--                cron: minute hour day month weekday, for example 30 8 * * 1-5
--                date: 2030-01-31 08:00:00, or now
-- args           handed over as text, split at the commas
-- is_valid       0 switches the task off, 1 on
-- extra          policies as JSON, for example {"timeout": 30, "timezone": "Asia/Shanghai", "retry": {"max": 3}}

INSERT INTO `task`
  (`task_key`, `desc`, `execute_func`, `trigger`, `spec`, `args`, `is_valid`, `status`, `extra`)
VALUES
  ('{{name}}', 'What {{name}} is for', '{{function}}', 'interval', '60', '1,2', 1, 'ready', '{}');
