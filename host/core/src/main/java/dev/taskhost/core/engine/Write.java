package dev.taskhost.core.engine;

import dev.taskhost.core.store.Lease;
import java.util.function.Function;

/**
 * One call of the ledger: made on the writer's thread, its answer applied on the engine's.
 *
 * @param call calls the ledger and gives what is to be done with the answer
 * @param dropped done instead, on the engine's thread, when there will be no answer that counts
 * @param repeated whether a database that failed in the middle of it is asked the very same again until it answers: nobody
 *     knows whether the first try was committed, and the ledger recognises its own. Otherwise it is dropped.
 */
record Write(Function<Lease, Runnable> call, Runnable dropped, boolean repeated) {}
