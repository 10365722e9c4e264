package dev.taskhost.app.child;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line of a JVM like this one: the same Java, classes, modules and compiler, with a heap and a collector of its own. Thread-safe (no state). */
final class Jvm {
    /** Where it writes how it crashed, in its private folder. */
    static final String CRASH = "crash";

    /** What is handed on. All else is this process's own: its heap, collector, agents, debugger, files. */
    private static final List<String> HANDED_ON = List.of(
            "--module-path=",
            "--upgrade-module-path=",
            "--add-modules=",
            "--add-opens=",
            "--add-exports=",
            "--add-reads=",
            "--patch-module=",
            "--enable-native-access=",
            "--sun-misc-unsafe-memory-access=",
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:+EnableJVMCI",
            "-Xss",
            "-D");

    private static final List<String> NOT = List.of("-Dcom.sun.management.", "-Djava.rmi.", "-Dtaskhost.child.");

    private Jvm() {}

    /**
     * The whole command.
     *
     * @param memoryMb its largest heap
     * @param folder its private one, which is its only argument
     */
    static List<String> command(int memoryMb, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseGet(Jvm::java));
        command.addAll(handedOn(ManagementFactory.getRuntimeMXBean().getInputArguments()));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow"); // its warning would be the first body's output
        command.add("-Xmx" + memoryMb + "m");
        command.add("-XX:+UseSerialGC"); // one body at a time: the fewest threads and the least memory
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-XX:ErrorFile=" + folder.resolve(CRASH));
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-XX:-UsePerfData");
        command.add("-cp");
        command.add(System.getProperty("java.class.path", ""));
        command.add(ChildMain.class.getName());
        command.add(folder.toString());
        return command;
    }

    /** Of a JVM's options, those that its children get as well. */
    static List<String> handedOn(List<String> options) {
        return options.stream()
                .filter(option -> HANDED_ON.stream().anyMatch(option::startsWith))
                .filter(option -> NOT.stream().noneMatch(option::startsWith))
                .toList();
    }

    /** Where the system does not say what this process was started with. */
    private static String java() {
        @Nullable String home = System.getProperty("java.home");
        return home + File.separator + "bin" + File.separator + "java";
    }
}
