package dev.taskhost.store.schema;

import java.util.List;

/** The tables, with the columns and rights the hosts need. */
enum Table {
    TASK(
            "task",
            Rights.UPDATE,
            "id task_key desc execute_func trigger spec args is_valid status extra create_at update_at"),
    EXECUTE_TASK("execute_task", Rights.INSERT, "id task_id status extra trace_id create_at update_at"),
    TASK_SCHEDULE(
            "task_schedule",
            Rights.DELETE,
            "task_id fingerprint next_fire_at last_fire_at execution_id status_held reloads reload_at rejection"
                    + " rejection_id pending"),
    TASK_EXECUTION(
            "task_execution",
            Rights.DELETE,
            "execution_id task_id fire_at attempt node epoch trace_id started_at ended_at cause generation"),
    TASK_OUTPUT("task_output", Rights.DELETE, "execution_id seq trace_id text error_lines"),
    TASK_PROGRESS("task_progress", Rights.DELETE, "execution_id trace_id fraction text reported_at"),
    TASK_QUEUE("task_queue", Rights.DELETE, "id task_id fire_at attempt due_at cause args forced"),
    TASK_STOP("task_stop", Rights.DELETE, "execution_id reason asked_at"),
    TASK_NODE(
            "task_node",
            Rights.INSERT,
            "node epoch state started_at heartbeat_at incarnation pid place version offset_ms uncertainty_ms running"
                    + " waiting abandoned"),
    TASK_CHORE("task_chore", Rights.INSERT, "chore node held_until due_at"),
    TASK_OCCURRENCE("task_occurrence", Rights.DELETE, "id task_id execution_id event happened_at"),
    TASK_ALARM(
            "task_alarm",
            Rights.DELETE,
            "task_id event task_key opened_at last_at times execution_id told_at told_times senders"),
    TASK_NOTICE(
            "task_notice",
            Rights.DELETE,
            "id sender task_id event state urgent together created_at due_at tries claim claimed_until sent_at error body");

    /** Each includes the ones before it; SELECT always. */
    enum Rights {
        UPDATE,
        INSERT,
        DELETE
    }

    private final String sqlName;
    private final Rights rights;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> columns;

    Table(String sqlName, Rights rights, String columns) {
        this.sqlName = sqlName;
        this.rights = rights;
        this.columns = List.of(columns.split(" "));
    }

    String sqlName() {
        return sqlName;
    }

    List<String> columns() {
        return columns;
    }

    /** Whether it is the team's, which the hosts never alter. */
    boolean ofTheTeam() {
        return this == TASK || this == EXECUTE_TASK;
    }

    /** Statements that change no row and fail without the right. */
    List<String> probes() {
        String all = "`" + String.join("`, `", columns) + "`";
        String second = "`" + columns.get(1) + "`";
        String update = "UPDATE `" + sqlName + "` SET " + second + " = " + second + " WHERE 1 = 0";
        String insert =
                "INSERT INTO `" + sqlName + "` (" + all + ") SELECT " + all + " FROM `" + sqlName + "` WHERE 1 = 0";
        String delete = "DELETE FROM `" + sqlName + "` WHERE 1 = 0";
        return switch (rights) {
            case UPDATE -> List.of(update);
            case INSERT -> List.of(update, insert);
            case DELETE -> List.of(update, insert, delete);
        };
    }
}
