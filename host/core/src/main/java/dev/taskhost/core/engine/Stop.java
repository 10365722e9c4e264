package dev.taskhost.core.engine;

import dev.taskhost.core.execution.Status;

/**
 * Why a body was asked to stop.
 *
 * @param status how its execution ends: {@code TIMEOUT} or {@code CANCELLED}
 * @param reason for the row
 */
record Stop(Status status, String reason) {}
