package dev.taskhost.core.engine;

import dev.taskhost.core.execution.Status;

/**
 * Why a body was asked to stop.
 *
 * @param status how its execution ends: {@code TIMEOUT}, {@code CANCELLED}, or {@code FAIL} when it ate the heap
 * @param reason for the row
 */
record Stop(Status status, String reason) {}
