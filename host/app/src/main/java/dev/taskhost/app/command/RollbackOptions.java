package dev.taskhost.app.command;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What both rollbacks are told. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RollbackOptions {
    @Parameters(paramLabel = "GENERATION", description = "Its number, or the first digits of its id.")
    String generation;

    @Option(names = "--dry-run", description = "Only say what would be done.")
    boolean dryRun;

    @Option(names = "--force", description = "Also where that loses contents that no generation has.")
    boolean force;
}
