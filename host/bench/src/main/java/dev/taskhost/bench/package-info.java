/** taskhost beside its peers: one run, one machine, one database, each system in a process of its own. */
@NullMarked
package dev.taskhost.bench;

import org.jspecify.annotations.NullMarked;
