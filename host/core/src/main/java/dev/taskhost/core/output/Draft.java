package dev.taskhost.core.output;

import dev.taskhost.core.store.Outputs.Change;

/**
 * A change to be stored. Should it fail it is sent again as it is, as it may be in the database all the same.
 *
 * @param memory what its lines take, to be given back
 * @param bytes what its lines take in the database
 * @param headBytes how much of that belongs to the head
 */
record Draft(Change change, long memory, long bytes, long headBytes) {}
