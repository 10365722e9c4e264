/**
 * What plugin authors compile against: implement {@link dev.taskhost.api.Task}, list the class in {@code
 * META-INF/services/dev.taskhost.api.Task}, drop the jar into {@code plugins/}.
 *
 * <p>The package depends on nothing but the JDK, and its classes are Java 17 bytecode. The host provides it at run time:
 * compile against it with scope {@code provided}; a jar that carries a copy of it works too, the copy is not looked at.
 */
package dev.taskhost.api;
