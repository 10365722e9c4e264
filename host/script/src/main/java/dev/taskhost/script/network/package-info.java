/** Which addresses scripts may speak to, held below the languages: in the JDK's own channels and its name resolution. */
@NullMarked
package dev.taskhost.script.network;

import org.jspecify.annotations.NullMarked;
