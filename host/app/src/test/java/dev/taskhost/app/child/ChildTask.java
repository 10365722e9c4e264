package dev.taskhost.app.child;

import dev.taskhost.api.Task;
import dev.taskhost.api.TaskContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Does what its first argument says. Packed into a plugin, so it uses nothing but the API. */
public final class ChildTask implements Task {
    @SuppressWarnings("ModifiedButNotUsed") // held until the heap is full
    @Override
    public Object run(TaskContext context) throws Exception {
        String what = context.arg(0, "");
        switch (what) {
            case "echo" -> {
                context.logger().log(System.Logger.Level.INFO, "你好");
                context.logger().log(System.Logger.Level.ERROR, "an error");
                System.out.println("printed");
                return Map.of(
                        "key", context.taskKey(),
                        "args", context.args(),
                        "kwargs", context.kwargs(),
                        "id", context.executionId(),
                        "trace", context.traceId());
            }
            case "facts" -> {
                return List.of(
                        context.config("common"), context.clock().getZone().getId());
            }
            case "mysql" -> context.mysql(context.arg(1, ""));
            case "fail" -> throw new IllegalStateException("meant to");
            case "exit" -> System.exit(7);
            case "closes" -> System.out.close();
            case "hoard" -> {
                List<byte[]> held = new ArrayList<>();
                while (true) {
                    held.add(new byte[1 << 20]);
                }
            }
            case "signal" -> {
                String kill = "kill -" + context.arg(1, "") + " "
                        + ProcessHandle.current().pid();
                new ProcessBuilder("sh", "-c", kill).start().waitFor();
                Thread.sleep(60_000);
            }
            case "spin" -> {
                say(context);
                while (true) {
                    Thread.onSpinWait();
                }
            }
            case "sleep" -> {
                say(context);
                Thread.sleep(3_600_000);
            }
            case "tree" -> {
                Process process = new ProcessBuilder(
                                "sh", "-c", "sleep 3600 & echo $!; setsid sleep 3601 & echo $!; exit")
                        .redirectErrorStream(true)
                        .start();
                var lines = process.inputReader();
                context.logger().log(System.Logger.Level.INFO, lines.readLine() + " " + lines.readLine());
                Thread.sleep(3_600_000);
            }
            default -> {}
        }
        return ProcessHandle.current().pid();
    }

    private static void say(TaskContext context) {
        context.logger()
                .log(System.Logger.Level.INFO, "in " + ProcessHandle.current().pid());
    }
}
