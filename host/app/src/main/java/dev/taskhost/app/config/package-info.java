/**
 * The files of {@code conf/<environment>/}, read into typed, immutable records. {@link dev.taskhost.app.config.Configuration}
 * is the entrance; every mistake in the files ends in one {@link dev.taskhost.app.config.ConfigurationException} that
 * lists them all.
 */
@NullMarked
package dev.taskhost.app.config;

import org.jspecify.annotations.NullMarked;
